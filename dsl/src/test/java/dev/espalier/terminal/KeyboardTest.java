package dev.espalier.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose what is typed is. */
@Timeout(30)
class KeyboardTest {
    private static final String END = "";

    private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    private final Keyboard keyboard = new Keyboard(new Terminal(typed));

    /** Gives what was typed at once, and says that it is at an end without being so, as a terminal does. */
    private static final class Terminal extends InputStream {
        private final BlockingQueue<String> typed;

        Terminal(BlockingQueue<String> typed) {
            this.typed = typed;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("a byte at a time is too slow");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                var text = typed.take().getBytes(StandardCharsets.UTF_8);
                System.arraycopy(text, 0, bytes, from, text.length);
                return text.length == 0 ? -1 : text.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @BeforeEach
    void start() {
        keyboard.start();
    }

    private static String read(InputStream input, int count) throws IOException {
        return new String(input.readNBytes(count), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("it is the owner's, the last borrower's while there is one, and then the owner's again")
    void lent() throws IOException {
        typed.add("one");
        assertThat(read(keyboard.owners(), 3)).isEqualTo("one");
        try (var borrowed = keyboard.borrow()) {
            typed.add("two");
            assertThat(read(borrowed, 3)).isEqualTo("two");
            try (var inner = keyboard.borrow()) {
                typed.add("three");
                assertThat(read(inner, 5)).isEqualTo("three");
            }
            typed.add("four");
            assertThat(read(borrowed, 4)).isEqualTo("four");
        }
        typed.add("five");
        assertThat(read(keyboard.owners(), 4)).isEqualTo("five");
    }

    @Test
    @DisplayName("its return is the end for a reader who waits, and for each one after")
    void returned() throws Exception {
        var borrowed = keyboard.borrow();
        var reader = Thread.ofPlatform().start(() -> assertThat(borrowed).isEmpty());
        borrowed.close();
        reader.join();
        assertThat(borrowed.read()).isEqualTo(-1);
        assertThat(borrowed.read(new byte[1])).isEqualTo(-1);
    }

    @Test
    @DisplayName("an end that the borrower is at is not the owner's")
    void ends() throws IOException {
        try (var borrowed = keyboard.borrow()) {
            typed.add(END);
            assertThat(borrowed.read()).isEqualTo(-1);
        }
        typed.add("on");
        assertThat(read(keyboard.owners(), 2)).isEqualTo("on");
        typed.add(END);
        assertThat(keyboard.owners().read()).isEqualTo(-1);
    }
}
