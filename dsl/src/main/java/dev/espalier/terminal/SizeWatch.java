package dev.espalier.terminal;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import dev.espalier.runtime.io.Closing;

/**
 * Hears of each new size of this process's terminal. The kernel tells that by a signal, which Java has no means to hear: a bash
 * in its place does, and ends with the pipe that it reads.
 */
record SizeWatch(Process bash) implements Closeable {
    private static final String SCRIPT = "trap 'stty -F " + Stty.DEVICE + " size' WINCH; "
            + "cat <&0 >/dev/null & until wait; do :; done";

    static SizeWatch start(Consumer<TerminalSize> listener) throws IOException {
        var bash = new ProcessBuilder(List.of("bash", "-c", SCRIPT)).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.ofPlatform()
                .daemon()
                .name("terminal size")
                .start(
                        () -> pass(bash.inputReader(StandardCharsets.UTF_8), listener));
        return new SizeWatch(bash);
    }

    private static void pass(BufferedReader sizes, Consumer<TerminalSize> listener) {
        try (sizes) {
            for (var line = sizes.readLine(); line != null; line = sizes.readLine()) {
                listener.accept(Stty.size(line));
            }
        } catch (IOException ended) {
            // so does the watch
        }
    }

    @Override
    public void close() {
        Closing.quietly(bash.getOutputStream());
    }
}
