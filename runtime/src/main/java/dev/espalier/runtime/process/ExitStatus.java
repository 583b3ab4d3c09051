package dev.espalier.runtime.process;

import java.util.Map;

/** How a process ended. */
public sealed interface ExitStatus {

    /** @param code 0 to 255 */
    record Exited(int code) implements ExitStatus {
        @Override
        public String toString() {
            return "exit status " + code;
        }
    }

    /** @param signal the signal's number */
    record Signaled(int signal) implements ExitStatus {
        private static final Map<Integer, String> NAMES = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6,
                "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

        @Override
        public String toString() {
            return "signal " + signal + NAMES.entrySet()
                    .stream()
                    .filter(name -> name.getKey() == signal)
                    .map(name -> " (" + name.getValue() + ")")
                    .findAny()
                    .orElse("");
        }
    }

    /**
     * Reads {@link Process#exitValue}, which reports a signal as 128 + its number. A program that itself exits with a
     * status in that range is taken for a signalled one, as every shell does.
     */
    static ExitStatus ofExitValue(int exitValue) {
        return exitValue > 128 && exitValue <= 128 + 64 ? new Signaled(exitValue - 128) : new Exited(exitValue);
    }

    default boolean success() {
        return this instanceof Exited(int code) && code == 0;
    }
}
