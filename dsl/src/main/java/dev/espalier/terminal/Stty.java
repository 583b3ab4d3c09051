package dev.espalier.terminal;

import java.io.IOException;
import java.util.stream.Stream;

import dev.espalier.runtime.process.BriefProcess;

/** How this process's terminal treats what is typed: {@code stty}, which every system has. */
final class Stty {
    /** The terminal of this session, whatever the standard streams are. */
    static final String DEVICE = "/dev/tty";

    private Stty() {}

    static void set(String... modes) throws IOException, InterruptedException {
        var unused = run(modes);
    }

    /** All modes, as {@link #set} takes them. */
    static String modes() throws IOException, InterruptedException {
        return run("-g").strip();
    }

    static TerminalSize size() throws IOException, InterruptedException {
        return size(run("size"));
    }

    /** @param told by {@code stty size} */
    static TerminalSize size(String told) {
        var numbers = told.strip().split(" ", 2);
        return new TerminalSize(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        return BriefProcess.run(Stream.concat(Stream.of("stty", "-F", DEVICE), Stream.of(arguments)).toList(), "");
    }
}
