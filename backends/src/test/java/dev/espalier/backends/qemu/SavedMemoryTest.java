package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SavedMemoryTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SIZE = 3_000_001;

    @TempDir
    private Path directory;

    private Path socket;
    private Path file;

    @BeforeEach
    void name() {
        socket = directory.resolve("memory.sock");
        file = directory.resolve("memory");
    }

    private void send(byte[] bytes) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    @Test
    @DisplayName("the file is all that was sent, when that is over")
    void whole() throws Exception {
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        try (var memory = SavedMemory.receiving(socket, file)) {
            assertThat(memory.whole().toCompletableFuture()).isNotDone();
            send(bytes);
            assertThat(memory.whole().toCompletableFuture()).succeedsWithin(LONG);
        }
        assertThat(file).hasBinaryContent(bytes);
        assertThat(socket).doesNotExist();
    }

    @Test
    @DisplayName("one that nobody will connect to any more fails, and leaves nothing")
    void nobody() throws Exception {
        var memory = SavedMemory.receiving(socket, file);
        memory.close();
        assertThat(memory.whole().toCompletableFuture()).failsWithin(LONG)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a file that is there already is not overwritten")
    void there() throws Exception {
        Files.writeString(file, "mine");
        try (var memory = SavedMemory.receiving(socket, file)) {
            try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                assertThat(memory.whole().toCompletableFuture()).failsWithin(LONG)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(IOException.class);
                assertThat(channel.isOpen()).isTrue();
            }
        }
        assertThat(file).hasContent("mine");
    }
}
