package dev.espalier.backends.vsock;

import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.backends.shell.ShellWords;

/**
 * What a bash is told that a guest has put behind a connection, for standard input and output. It reads its script as it comes,
 * so what follows a line is read by whatever that line starts. Each line here says a word when it has done its part: others may
 * have spoken before. A bash that cannot do its part ends, and the end of its connection is what the host hears of that.
 */
final class GuestScripts {
    private GuestScripts() {}

    /**
     * Says whatever is written to the file that it names, for as long as the connection lasts. {@code mkfifo} fails where there
     * is something already, so a name that {@code mktemp} has only thought of does.
     */
    static String notices(String word) {
        return "{ P=$(mktemp -u /run/espalier.XXXXXXXX) && mkfifo $P && exec 3<>$P && rm $P; } || exit; echo "
                + word + " /proc/$$/fd/3; exec cat <&3\n";
    }

    /** Ends whoever has said that notices are to go to this file. */
    static String end(String word, String notices) {
        return "P=" + notices + "; P=${P#/proc/}; kill ${P%%/*}; echo " + word + "; exit\n";
    }

    /**
     * Names a pipe that somebody else is to write to, and says what comes through it until nobody can write to it. While it says
     * the name, its standard output is the connection, and that is a socket, which cannot be opened by a name.
     */
    static String carrier(String word) {
        return "shopt -s lastpipe; exec 3>&1; { exec 4>&1; echo " + word
                + " /proc/$BASHPID/fd/4 >&3; exec 3>&-; read -r x; } | exec cat 3>&-\n";
    }

    /** That somebody else writes to the carrier's pipe now. */
    static String handedOver() {
        return "\n";
    }

    /**
     * Runs a program whose input and output are the connection.
     *
     * @param errors  the pipe of its standard error
     * @param notices the file that is told the word when the program has ended
     */
    static String program(String word, List<String> command, String errors, String notices) {
        var program = command.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
        return "{ exec 2>" + errors + " || exit; echo " + word + "; " + program + "; echo " + word
                + " >" + notices + "; exit; }\n";
    }
}
