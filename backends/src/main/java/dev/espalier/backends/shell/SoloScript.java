package dev.espalier.backends.shell;

import java.util.List;

/**
 * The script of a bash that runs one command, or one after the other. It can be started before there is a command: it reads a
 * {@link ShellRequest} from its standard input, and marks its outputs as {@link Framing} reads them. Nothing that a command has
 * left behind loses its outputs before they end, or their reader has closed its input.
 */
final class SoloScript {
    private static final String PREPARE = """
            D=$1; set --; cd -- "$D" || exit; unset D; set -m
            """;
    /**
     * {@code set -m} has given the command a process group of its own, so that all of it can be signalled and this bash lives to
     * tell of it.
     */
    private static final String RUN = """
            IFS= LC_ALL=C read -r -N 60 H || exit 0
            M=${H:0:32} I=$((10#${H:44:15})); IFS= LC_ALL=C read -r -N $((10#${H:33:10})) C
            if [ $I = 0 ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID; exec </dev/null
            eval "unset C H M I P L E F r; set -euo pipefail; $C" )
            elif [ ${H:59} = x ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID; eval "unset C H M I P L E F r; set -euo pipefail; $C" )
            else
            ( set +m; printf '%s b %d\\n' $M $BASHPID
            head -c $I | ( eval "unset C H M I P L E F r; set -euo pipefail; $C" )
            s=("${PIPESTATUS[@]}"); [ ${s[0]} != 127 ] || exit 127; exit ${s[1]} )
            fi
            """ + StoppedCommand.STATUS;
    private static final String END = """
            printf '%s e 0\\n' $M >&2; printf '%s e %d\\n' $M $r
            """;
    /**
     * Goes on as long as the next command finds a bash like a new one. It does not if nobody knows how much of its input this
     * one has read; if this one speaks of its parent, which is the bash; if it has made an output non-blocking; or if a process
     * younger than the command may write to an output. The kernel tells which number it has given last: what begins while others
     * are looked at has a later number, and is looked at too. So many processes that it would take long are not looked at.
     */
    private static final String RUN_WHILE_LIKE_NEW = """
            while :; do
            P=; read -r _ _ _ _ P 2>/dev/null </proc/loadavg
            """ + RUN + """
            [ $I = 0 ] && [ $P ] && [[ $C != *PPID* ]] || break
            E=$((P+64)) L=
            while read -r _ _ _ _ L 2>/dev/null </proc/loadavg && [ $P != $L ]; do
            while [ $P != $L ]; do
            P=$((P+1)); [ $P -lt $E ] || break 3
            for F in /proc/$P/fd/*; do
            [ $F -ef /proc/self/fd/1 ] || [ $F -ef /proc/self/fd/2 ] || continue
            { { read -r _; read -r _ I; } <${F/fd/fdinfo}; } 2>/dev/null; [ $((I&3)) = 0 ] || break 4
            done; done; done
            [ "$L" ] || break
            for F in 1 2; do
            { read -r _; read -r _ L; } </proc/self/fdinfo/$F; [ $((L&04000)) = 0 ] || break 2
            done
            printf '%s v 0\\n' $M >&2; printf '%s v %d\\n' $M $r
            done
            """;
    /** Lets go of the outputs, and reads what is left of the input. */
    private static final String STAY = """
            exec >/dev/null 2>&1; while IFS= LC_ALL=C read -r -N 65536 x; do :; done
            """;

    private SoloScript() {}

    /**
     * The program that waits for a command. Where its outputs last only as long as it does, it stays until its input ends.
     *
     * @param directory where in the guest commands run
     */
    static List<String> program(String directory, CommandLauncher launcher) {
        var run = launcher.kept() == 0 ? RUN : RUN_WHILE_LIKE_NEW;
        var stay = switch (launcher.outputsLast()) {
            case AS_LONG_AS_THE_PROGRAM -> STAY;
            case AS_LONG_AS_ANYBODY -> "";
        };
        return List.of("bash", "--norc", "--noprofile", "-c", PREPARE + run + END + stay, "bash", directory);
    }
}
