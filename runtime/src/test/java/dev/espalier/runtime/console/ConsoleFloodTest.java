package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ConsoleFloodTest {
    private static final int LINES_AT_ONCE = 10_000;
    private static final int LINE = 100;
    private static final long BYTES = 1L << 30;
    private static final long LIMIT = 8 << 20;

    @TempDir
    private Path directory;

    /** A reader in a JVM with a heap of 128 MiB, until its machine has hung up. */
    static final class FloodedReader {
        private FloodedReader() {}

        public static void main(String... directory) throws Exception {
            var home = Path.of(directory[0]);
            try (var log = ConsoleLog.in(home.resolve("log"), new ConsoleRetention(LIMIT), line -> {});
                    var nursery = Nursery.of(ChildSpec.worker("reader",
                            ConsoleReader.reading(new UnixListener(home.resolve("s")), log, new ConsoleInput(),
                                    InstantSource.system())))) {
                nursery.awaitUp("reader");
                System.out.println("listening");
                System.in.read();
                nursery.terminate("reader");
                System.out.println("last: " + log.tail(1).getFirst().text().strip());
                System.out.println("places: " + log.end());
            }
        }
    }

    private static byte[] line(long number) {
        var digits = Long.toString(number);
        return (" ".repeat(LINE - 1 - digits.length()) + digits + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("a gigabyte said at full speed is read in 128 MiB of memory, and the last of it is kept, within the limit")
    void gigabyte() throws Exception {
        try (var reader = ChildJvm.running(FloodedReader.class, directory.toString())) {
            reader.awaitLine("listening");
            long lines = 0;
            try (var machine = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")))) {
                while (lines * LINE < BYTES) {
                    var said = ByteBuffer.allocate(LINES_AT_ONCE * LINE);
                    for (int count = 0; count < LINES_AT_ONCE; count++) {
                        said.put(line(++lines));
                    }
                    said.flip();
                    while (said.hasRemaining()) {
                        machine.write(said);
                    }
                }
            }
            reader.say("over\n");
            assertThat(reader.awaitLine("last: ")).isEqualTo(Long.toString(lines));
            assertThat(reader.awaitLine("places: ")).isEqualTo(Long.toString(lines * LINE));
            assertThat(Files.size(directory.resolve("log")) + Files.size(directory.resolve("log.1")))
                    .isBetween(LIMIT / 2, LIMIT);
        }
    }
}
