package dev.espalier.backends.shell;

import java.io.IOException;

/** The guest runs no more programs for now; it does when one of those that run has ended. */
public final class LaunchRefused extends IOException {
    private static final long serialVersionUID = 1;

    public LaunchRefused(String why) {
        super(why);
    }
}
