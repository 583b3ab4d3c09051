package dev.espalier.backends.shell;

import java.util.List;

/**
 * The script of a bash that runs one command. It can be started before there is a command: it reads a {@link ShellRequest}
 * from its standard input, and marks its outputs as {@link Framing} reads them. Nothing that the command has left behind loses
 * its outputs before they end, or their reader has closed its input.
 */
final class SoloScript {
    /**
     * Run with the working directory as its argument. {@code set -m} gives the command a process group of its own, so that
     * all of it can be signalled and this bash lives to tell of it.
     */
    private static final String SCRIPT = """
            D=$1; set --; cd -- "$D" || exit; unset D; set -m
            IFS= LC_ALL=C read -r -N 60 H || exit 0
            M=${H:0:32} I=$((10#${H:44:15})); IFS= LC_ALL=C read -r -N $((10#${H:33:10})) C
            if [ $I = 0 ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID; exec </dev/null
            eval "unset C H M I; set -euo pipefail; $C" )
            elif [ ${H:59} = x ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID; eval "unset C H M I; set -euo pipefail; $C" )
            else
            ( set +m; printf '%s b %d\\n' $M $BASHPID
            head -c $I | ( eval "unset C H M I; set -euo pipefail; $C" )
            s=("${PIPESTATUS[@]}"); [ ${s[0]} != 127 ] || exit 127; exit ${s[1]} )
            fi
            r=$?; printf '%s e 0\\n' $M >&2; printf '%s e %d\\n' $M $r
            """;
    /** Lets go of the outputs, and reads what is left of the input. */
    private static final String STAY = """
            exec >/dev/null 2>&1; while IFS= LC_ALL=C read -r -N 65536 x; do :; done
            """;

    private SoloScript() {}

    /**
     * The program that waits for a command.
     *
     * @param outputs how long its outputs last: where only as long as it does, it stays until its input ends
     */
    static List<String> program(String directory, CommandLauncher.OutputsLast outputs) {
        var script = switch (outputs) {
            case AS_LONG_AS_THE_PROGRAM -> SCRIPT + STAY;
            case AS_LONG_AS_ANYBODY -> SCRIPT;
        };
        return List.of("bash", "--norc", "--noprofile", "-c", script, "bash", directory);
    }
}
