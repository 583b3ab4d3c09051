package dev.espalier.backends.shell;

import java.io.IOException;
import java.util.List;

/** Starts programs in a guest by means of the guest's own system, any number at once. */
@FunctionalInterface
public interface CommandLauncher {

    /**
     * Starts a program, and returns when it runs or is about to. Called by threads that may block.
     *
     * @param command the program and its arguments; no shell is to read them
     */
    LaunchedCommand launch(List<String> command) throws IOException;
}
