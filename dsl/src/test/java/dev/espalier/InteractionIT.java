package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who types to a guest and reads what it says, as at a terminal. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alone
class InteractionIT {

    /** Who types and reads; what is done with it is done on another thread. */
    private static final class Terminal<T> implements AutoCloseable {
        private final OutputStream keys;
        private final BufferedReader screen;
        private final CompletableFuture<T> result;

        Terminal(Dialogue<T> dialogue) throws IOException {
            var typed = Pipe.open();
            var said = Pipe.open();
            this.keys = Channels.newOutputStream(typed.sink());
            this.screen = new BufferedReader(Channels.newReader(said.source(), StandardCharsets.UTF_8));
            this.result = CompletableFuture.supplyAsync(
                    () -> dialogue.hold(Channels.newInputStream(typed.source()), Channels.newOutputStream(said.sink())),
                    Thread.ofPlatform().daemon()::start);
        }

        void type(String line) throws IOException {
            keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        /** Reads until a line begins so. */
        String read(String beginning) throws IOException {
            String line;
            do {
                line = screen.readLine();
                assertThat(line).as("what is to come before " + beginning).isNotNull();
            } while (!line.startsWith(beginning));
            return line;
        }

        T result() throws Exception {
            return result.get(1, TimeUnit.MINUTES);
        }

        void typeNothingMore() throws IOException {
            keys.close();
        }

        @Override
        public void close() throws IOException {
            typeNothingMore();
        }
    }

    private interface Dialogue<T> {
        T hold(InputStream typed, OutputStream said);
    }

    private TestingCluster test;
    private Machine one;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.tiny("one"));
        one = test.machine("one");
        one.waitForShell();
    }

    @AfterAll
    void close() {
        test.close();
    }

    private Terminal<Integer> shell() throws IOException {
        return new Terminal<>(one::shellInteract);
    }

    private static Terminal<Boolean> console(Machine machine) throws IOException {
        return new Terminal<>((typed, said) -> {
            machine.consoleInteract(typed, said);
            return true;
        });
    }

    @Test
    @DisplayName("commands typed to a shell find what those before them have left, and are answered one by one")
    void shellSession() throws Exception {
        try (var terminal = shell()) {
            terminal.type("cd /etc; greeting='hello there'");
            terminal.type("echo \"$greeting from $(pwd)\"");
            assertThat(terminal.read("hello")).isEqualTo("hello there from /etc");
            terminal.type("cat /no/such/file");
            assertThat(terminal.read("cat:")).contains("No such file");
            assertThat(one.succeed("echo beside it")).isEqualTo("beside it\n");
        }
    }

    @Test
    @DisplayName("a shell whose commands end by themselves says with which status, and leaves nothing")
    void shellEnds() throws Exception {
        try (var terminal = shell()) {
            terminal.type("exit 7");
            assertThat(terminal.result()).isEqualTo(7);
        }
        assertThat(one.succeed("ls /tmp")).doesNotContain("espalier");
    }

    @Test
    @DisplayName("when nothing more is typed, the shell reads the end, also where a program of its own reads")
    void nothingMore() throws Exception {
        try (var terminal = shell()) {
            terminal.type("wc -l; false");
            terminal.type("one");
            terminal.type("two");
            terminal.typeNothingMore();
            assertThat(terminal.read("2")).isEqualTo("2");
            assertThat(terminal.result()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a shell on the serial console is typed to and read")
    void console() throws Exception {
        one.succeed("setsid -c sh -i </dev/ttyS0 >/dev/ttyS0 2>&1 &");
        try (var terminal = console(one)) {
            terminal.type("echo it is $((6 * 7))");
            assertThat(terminal.read("it is")).isEqualTo("it is 42");
            terminal.type("exit");
            terminal.typeNothingMore();
            assertThat(terminal.result()).isTrue();
        }
    }

    @Test
    @DisplayName("a dialogue on a console is over when the machine goes down")
    void machineGoesDown(@TempDir Path directory) throws Exception {
        try (var other = new TestingCluster(directory, TestingCluster.tiny("two"))) {
            var two = other.machine("two");
            two.waitForShell();
            try (var terminal = console(two)) {
                two.shutdown();
                assertThat(terminal.result()).isTrue();
            }
        }
    }
}
