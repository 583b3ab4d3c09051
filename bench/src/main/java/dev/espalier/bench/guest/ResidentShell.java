package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The floor: one bash on a pair of ports, each command in its subshell with its outputs apart and its process group known,
 * spoken to by one thread. What a driver adds to this it adds for itself.
 */
public final class ResidentShell implements Subject {
    private static final String MARKER = "0123456789abcdef0123456789abcdef";

    private static final String LOOP = """
            set -m; exec 3<&0 4>&1 5<>$E </dev/null
            while IFS= LC_ALL=C read -r -u 3 -N 43 H; do M=${H:0:32}
            IFS= LC_ALL=C read -r -u 3 -N $((10#${H:33})) C
            ( printf "%s %d\\n" "$M" $BASHPID >&4; exec >&4 2>&5 4>&- 5>&-
            case $C in dd\\ bs*) exec <&3;; esac; exec 3<&-; eval "set -euo pipefail; $C" )
            r=$?; printf "%s\\n" "$M" >&5; printf "%s %d\\n" "$M" $r >&4
            done""";

    private static final String START = """
            f() { for p in /sys/class/virtio-ports/*; do [ -e $p/name ] && read -r n <$p/name && [ "$n" = $1 ] \
            && D=/dev/${p##*/} && return; done; return 1; }
            f err; export E=$D; f out; setsid bash --norc --noprofile -c '""" + LOOP + """
            ' floor <>$D >&0 2>/dev/null &
            """;

    private final RawGuest guest;

    public ResidentShell(RawGuest guest) throws IOException {
        this.guest = guest;
        guest.console().say(START);
    }

    @Override
    public void succeed() throws IOException {
        begin("true");
        end();
    }

    private void begin(String command) throws IOException {
        guest.out().say(String.format(Locale.ROOT, "%s %010d%s", MARKER, command.length(), command));
        guest.out().readLine();
    }

    private void end() throws IOException {
        var status = guest.out().readLine();
        guest.err().readLine();
        if (!status.equals(MARKER + " 0")) {
            throw new IOException("the command failed: " + status);
        }
    }

    @Override
    public long download(long bytes) throws IOException {
        begin(Zeros.command(bytes));
        guest.out().skip(bytes);
        end();
        return bytes;
    }

    @Override
    public void upload(long bytes) throws IOException {
        begin(Zeros.reading(bytes));
        var block = ByteBuffer.allocateDirect(65_536);
        for (var left = bytes; left > 0; left -= block.capacity()) {
            guest.out().write(block.clear());
        }
        end();
    }
}
