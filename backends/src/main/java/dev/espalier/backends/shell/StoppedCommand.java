package dev.espalier.backends.shell;

/**
 * A bash with job control goes on when a signal has stopped the command that it waits for, with a status that says so. The
 * command is not over then, and may go on as well.
 */
final class StoppedCommand {
    /**
     * Puts into r how the last command has ended, and waits for that; may change H. What has ended since it was stopped, and
     * was not waited for in time, has its status only where job control is off; what was waited for is no job any more. Bash can wait
     * for the end of a stopped job since version 5.0.
     */
    static final String STATUS = """
            r=$?
            case $r in 14[7-9]|150)
            [ -z "$(jobs -s)" ] || { wait -f %%; r=$?; } 2>/dev/null
            set +m; wait %% 2>/dev/null; H=$?; [ $H = 127 ] || r=$H; set -m
            esac
            """;

    private StoppedCommand() {}
}
