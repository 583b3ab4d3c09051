package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The scripts of a lane: a bash that lives on a pair of virtio-serial ports, one for requests and standard output, the other
 * for standard error, and runs one command after the other, each in a subshell. A fresh bash for each command would cost
 * several times as much where bash is linked dynamically.
 */
final class LaneScript {

    /**
     * Finds the device of the port called $1. A guest without udev has no /dev/virtio-ports, but the names are in sysfs; the
     * console's own port has none.
     */
    private static final String FIND = """
            find_port() { for p in /sys/class/virtio-ports/*; do \
            [ -e $p/name ] && read -r n <$p/name && [ "$n" = "$1" ] && D=/dev/${p##*/} && return; done; return 1; }
            """;

    /**
     * What the resident bash runs, with the device for standard error in E and the word that ends its predecessor's
     * leftovers in S. Each port may be opened once only. Requests are {@link ShellRequest}s; {@code set -m} gives each command a process group. Nobody knows how much of its input a command has
     * read: what is left of it is read in blocks, for that is quicker, until the host's {@link #filling} comes, and the word
     * that ends the leftovers then is the marker with an e before it.
     */
    static final String RESIDENT = """
            set -m; export -n E S; exec 3<&0 4>&1 5<>$E </dev/null
            while :; do
            while IFS= read -r -u 3 x; do case $x in *$S) break; esac; done; unset x
            printf '%s b %d\\n' $S $$ >&4
            while IFS= LC_ALL=C read -r -u 3 -N 60 H; do M=${H:0:32} I=$((10#${H:44:15}))
            IFS= LC_ALL=C read -r -u 3 -N $((10#${H:33:10})) C
            if [ $I = 0 ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID >&4; exec 3<&- >&4 2>&5 4>&- 5>&-
            eval "unset C H M S E I r; set -euo pipefail; $C" )
            elif [ ${H:59} = x ]; then
            ( set +m; printf '%s b %d\\n' $M $BASHPID >&4; exec <&3 3<&- >&4 2>&5 4>&- 5>&-
            eval "unset C H M S E I r; set -euo pipefail; $C" )
            else
            ( set +m; printf '%s b %d\\n' $M $BASHPID >&4
            { [ $((I/65536)) = 0 ] || dd bs=65536 count=$((I/65536)) iflag=fullblock
            [ $((I%65536)) = 0 ] || dd bs=$((I%65536)) count=1 iflag=fullblock; } <&3 3<&- 4>&- 5>&- 2>/dev/null |
            ( exec 3<&- >&4 2>&5 4>&- 5>&-; eval "unset C H M S E I r; set -euo pipefail; $C" )
            exit ${PIPESTATUS[1]} )
            fi
            """ + StoppedCommand.STATUS + """
            printf '%s e 0\\n' $M >&5; printf '%s e %d\\n' $M $r >&4
            [ $I = 0 ] || { while IFS= LC_ALL=C read -r -u 3 -N 1024 x; do case $x in *$M*) break; esac; done; S=e$M
            continue 2; }
            done; exit; done""";

    private LaneScript() {}

    /** A lane that is to be started, and the word that its host sends first. */
    record Start(int lane, String sync) {}

    /**
     * A command that starts lanes; it fails if the guest has not all of their ports. Without {@code set -m} a shell has what it
     * starts in the background ignore SIGINT and SIGQUIT, and a bash that was started so can never undo that.
     */
    static String start(Collection<Start> lanes) {
        var script = new StringBuilder(FIND).append("set -m\nL=").append(ShellWords.quoted(RESIDENT)).append('\n');
        for (var start : lanes) {
            script.append("find_port ").append(PortPair.stdoutPort(start.lane())).append("; O=$D; find_port ");
            script.append(PortPair.stderrPort(start.lane())).append("; E=$D S=").append(start.sync());
            script.append(" setsid bash --norc --noprofile -c \"$L\" espalier <>$O >&0 2>/dev/null &\n");
        }
        return script.toString();
    }

    /** What ends the blocks in which a bash reads what is left of a command's input: twice a block, whatever is in the first. */
    static byte[] filling(String marker) {
        return (marker + "\n").repeat(64).getBytes(StandardCharsets.US_ASCII);
    }
}
