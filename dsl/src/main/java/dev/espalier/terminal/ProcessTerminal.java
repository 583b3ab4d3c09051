package dev.espalier.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The terminal that this process was started at. A prompt owns it, and lends it. */
public final class ProcessTerminal implements Terminal {
    /** A key is a byte or more of input, Ctrl-C too; what is written is treated as ever. */
    private static final String[] PROMPT = {"-icanon", "-echo", "-iexten", "-ixon", "intr", "undef", "min", "1", "time",
            "0"};
    private static final String[] KEYS = {"raw", "-echo"};
    private static final String[] LINES = {"-isig"};

    private final AtomicReference<Optional<Prompt>> open = new AtomicReference<>(Optional.empty());

    private ProcessTerminal() {}

    /** If standard input and standard output are one. */
    public static Optional<ProcessTerminal> find() {
        return StandardStream.INPUT.isTerminal() && StandardStream.OUTPUT.isTerminal()
                ? Optional.of(new ProcessTerminal())
                : Optional.empty();
    }

    /** The terminal with a prompt at it. */
    public final class Prompt implements Closeable {
        private final String modes;
        private final TerminalSize size;
        private final Keyboard keyboard = new Keyboard(System.in);
        private final InputStream keys = new PromptKeys(keyboard.owners());

        private Prompt() throws IOException, InterruptedException {
            this.modes = Stty.modes();
            this.size = Stty.size();
            treats(PROMPT);
            keyboard.start();
        }

        /** What is typed while nobody has borrowed the terminal. */
        public InputStream typed() {
            return keys;
        }

        public TerminalSize size() {
            return size;
        }

        /** Has the terminal as it was. */
        @Override
        public void close() throws IOException {
            open.set(Optional.empty());
            resume();
        }

        /** @param changes of how it was before there was a prompt */
        private void treats(String... changes) throws IOException, InterruptedException {
            Stty.set(modes);
            if (changes.length > 0) {
                Stty.set(changes);
            }
        }

        private void resume(String... changes) throws IOException {
            try {
                treats(changes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Opens the one prompt that there is in its time. */
    public Prompt prompt() throws IOException, InterruptedException {
        var prompt = new Prompt();
        open.set(Optional.of(prompt));
        return prompt;
    }

    @Override
    public LentTerminal lend(Typing typing) throws IOException, InterruptedException {
        var prompt = open.get()
                .orElseThrow(() -> new IllegalStateException("nobody is at a prompt, to whom it could be shown"));
        var size = Stty.size();
        prompt.treats(switch (typing) {
            case KEYS -> KEYS;
            case LINES -> LINES;
        });
        return new Lent(prompt, prompt.keyboard.borrow(), size);
    }

    private static final class Lent implements LentTerminal {
        private final Prompt prompt;
        private final InputStream typed;
        private final TerminalSize size;
        private final AtomicReference<Optional<SizeWatch>> watch = new AtomicReference<>(Optional.empty());

        Lent(Prompt prompt, InputStream typed, TerminalSize size) {
            this.prompt = prompt;
            this.typed = typed;
            this.size = size;
        }

        @Override
        public InputStream typed() {
            return typed;
        }

        @Override
        public OutputStream shown() {
            return System.out;
        }

        @Override
        public TerminalSize size() {
            return size;
        }

        @Override
        public void onResize(Consumer<TerminalSize> listener) throws IOException {
            watch.getAndSet(Optional.of(SizeWatch.start(listener))).ifPresent(SizeWatch::close);
        }

        @Override
        public void close() throws IOException {
            watch.getAndSet(Optional.empty()).ifPresent(SizeWatch::close);
            typed.close();
            prompt.resume(PROMPT);
        }
    }
}
