package dev.espalier.backends.shell;

import java.io.IOException;
import java.util.List;

/** Starts programs in a guest by means of the guest's own system, many at once. */
@FunctionalInterface
public interface CommandLauncher {

    /**
     * Starts a program, and returns when it runs or is about to. Called by threads that may block.
     *
     * @param command the program and its arguments; no shell is to read them
     * @throws LaunchRefused if it can be started when one that runs has ended
     */
    LaunchedCommand launch(List<String> command) throws IOException;

    /** Until when the outputs of what it starts can be read. */
    default OutputsLast outputsLast() {
        return OutputsLast.AS_LONG_AS_THE_PROGRAM;
    }

    /** How many programs wait for their commands, so that these need not wait for them. */
    default int ahead() {
        return 1;
    }

    /**
     * How many programs at most wait for another command when they have run one, instead of ending. Only where a program may see
     * all processes of the guest can it know that the command has left nothing behind that the next would meet.
     */
    default int kept() {
        return 0;
    }

    /** How long the outputs of a program last to which others may write that it has started. */
    enum OutputsLast {
        /** What is said after the program's end is lost, as by a process of Java's. */
        AS_LONG_AS_THE_PROGRAM,
        /** They end when nobody has them any more; as with an SSH server, the program has them as long as it has its input. */
        AS_LONG_AS_ANYBODY
    }
}
