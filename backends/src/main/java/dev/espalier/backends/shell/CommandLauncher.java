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
}
