package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a bash that waits for a command is sent: a header of 60 characters, with a marker, the length of the command and that
 * of its input, and x if the command knows that by itself; then the command, as a subshell of that bash is to evaluate it. The
 * command's input follows. A fresh bash for each command would cost several times as much where bash is linked dynamically.
 */
final class ShellRequest {
    /** What a subshell shares with the bash around it, so that a command that uses it would not mean the same. */
    private static final Pattern OF_ITS_OWN_SHELL = Pattern.compile("\\$\\$|\\$\\{\\$|PPID|\\$0|\\$\\{0");

    private ShellRequest() {}

    static byte[] of(String marker, ShellCommand command, ShellInput input) {
        var body = script(command, marker).getBytes(StandardCharsets.UTF_8);
        var ending = switch (input.ending()) {
            case END_OF_FILE -> 'e';
            case NONE -> 'x';
        };
        var header = (marker + ' ' + digits(10, body.length) + ' ' + digits(15, input.length()) + ending)
                .getBytes(StandardCharsets.US_ASCII);
        var request = new byte[header.length + body.length];
        System.arraycopy(header, 0, request, 0, header.length);
        System.arraycopy(body, 0, request, header.length, body.length);
        return request;
    }

    private static String digits(int count, long number) {
        var digits = Long.toString(number);
        return "0".repeat(count - digits.length()) + digits;
    }

    private static String script(ShellCommand command, String marker) {
        var text = command.text();
        return OF_ITS_OWN_SHELL.matcher(text).find()
                ? "exec bash " + inFreshBash("set -euo pipefail; " + text, marker)
                : text;
    }

    /** What is too long for an argument is read as a file; {@code end} is a line that is not in it. */
    private static String inFreshBash(String script, String end) {
        return ShellWords.isArgument(script)
                ? "-c " + ShellWords.quoted(script)
                : "/proc/self/fd/3 3<<'" + end + "'\n" + script + "\n" + end + "\n";
    }
}
