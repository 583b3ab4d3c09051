package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One command at a time over a root bash that reads its script from a console, as NixOS's backdoor service offers it. A
 * command's output goes through files of the guest, so that neither a background process nor the command's standard
 * input has anything to do with the channel, and comes back as one line: marker, exit status, the lengths of both
 * outputs, both outputs in base64, marker. The console may lose bytes, hence the lengths; status and lengths have a
 * fixed number of digits, so that a reply that has lost any byte does not add up.
 *
 * @param marker a word that no output of an earlier command can hold: random hexadecimal digits
 */
record BackdoorProtocol(String marker) {

    /** What the guest says of a command. */
    sealed interface Answer {}

    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int exitStatus, byte[] stdout, byte[] stderr) implements Answer {}

    /** It does not add up. */
    record Damaged(String how) implements Answer {}

    /** What NixOS's backdoor says on the channel before its shell reads the first command. */
    static final String GREETING = "Spawning backdoor root shell...";

    /** How long after SIGTERM a command that goes on is killed, or it would keep all others waiting. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** What a reply can be, out of base64. */
    private static final int MOST_MEGABYTES = (ReplyLines.LONGEST_LINE / 4 * 3) >> 20;

    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern STATUS = Pattern.compile("[0-9]{3}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{10}");

    /** A script line that makes the guest say marker and boot id; it needs no program in the guest. */
    String hello() {
        return "m=%s; read -r b </proc/sys/kernel/random/boot_id; echo \"$m $b\"\n".formatted(splitMarker());
    }

    /** The boot id in the answer to {@link #hello}, if {@code line} is that. */
    Optional<String> bootId(String line) {
        var start = line.indexOf(marker + " ");
        return start < 0
                ? Optional.empty()
                : Optional.of(line.substring(start + marker.length() + 1).strip())
                        .filter(id -> BOOT_ID.matcher(id).matches());
    }

    /** Whether {@code line} is something that only the answer to this can be, whole or damaged. */
    boolean isMentionedIn(String line) {
        return line.contains(marker);
    }

    /**
     * The script line that runs {@code command}, in the boot it is meant for and in no other: a console keeps what is sent
     * while its guest is down, and the next boot's shell reads it. The marker stands in it in two halves: a console that
     * still echoes its input would otherwise answer for the guest. The timeout of busybox leaves the status of the signal
     * it sends, 143, and every timeout that of the one it has to send after that, 137. A command can also have these by
     * itself: the guest's uptime in hundredths of a second tells which it was.
     *
     * @param bootId of the boot it is meant for
     */
    String request(ShellCommand command, String bootId) {
        var milliseconds = Math.max(1, command.timeout().toMillis());
        return String.format(Locale.ROOT, """
                m=%s; read -r b </proc/sys/kernel/random/boot_id; [ "$b" = %s ] && { \
                d=/run; [ -w $d ] || d=/tmp; f=$d/.espalier-$m; read -r t x </proc/uptime; \
                timeout -k %d %d.%03d bash -c %s </dev/null >$f.out 2>$f.err; s=$?; o=; e=; read -r u x </proc/uptime; \
                case $s in 137|143) [ $((10#${u/.}-10#${t/.})) -lt %d ] || s=124;; esac; \
                [ ! -s $f.out ] || o=$(base64 -w 0 <$f.out); [ ! -s $f.err ] || e=$(base64 -w 0 <$f.err); \
                printf '%%s %%03d %%010d %%010d %%s %%s %%s\\n' $m $s ${#o} ${#e} "$o" "$e" $m; rm -f $f.out $f.err & }
                """, splitMarker(), bootId, LAST_WORDS.toSeconds(), milliseconds / 1000, milliseconds % 1000,
                ShellWords.quoted("set -euo pipefail; " + command.text()), milliseconds / 10);
    }

    private String splitMarker() {
        var half = marker.length() / 2;
        return "'" + marker.substring(0, half) + "''" + marker.substring(half) + "'";
    }

    /** What a line from the guest says about this command; nothing, if it is not about this one. */
    Optional<Answer> answer(String line) {
        var start = line.indexOf(marker);
        return start < 0 ? Optional.empty() : Optional.of(parse(line.substring(start)));
    }

    private Answer parse(String line) {
        var words = line.split(" ", -1);
        if (words.length > 3 && length(words[2]) + length(words[3]) > ReplyLines.LONGEST_LINE) {
            return new Damaged(
                    "its outputs are larger than the " + MOST_MEGABYTES + " MB that this machine's shell hands out;"
                            + " have it write a file, and copy that");
        }
        if (words.length != 7 || !words[6].equals(marker)) {
            return new Damaged("the reply has " + words.length + " words and no proper end");
        }
        if (!STATUS.matcher(words[1]).matches() || !LENGTH.matcher(words[2]).matches()
                || !LENGTH.matcher(words[3]).matches()) {
            return new Damaged("the reply's numbers are not whole: " + words[1] + " " + words[2] + " "
                    + words[3]);
        }
        try {
            var status = Integer.parseInt(words[1]);
            return checked(status, Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4], words[5]);
        } catch (IllegalArgumentException e) {
            return new Damaged("the reply cannot be read: " + e.getMessage());
        }
    }

    /** Zero if it is not whole. */
    private static long length(String word) {
        return LENGTH.matcher(word).matches() ? Long.parseLong(word) : 0;
    }

    private static Answer checked(int status, int stdoutLength, int stderrLength, String stdout, String stderr) {
        if (stdout.length() != stdoutLength || stderr.length() != stderrLength) {
            return new Damaged("of %d and %d characters of output, %d and %d arrived".formatted(stdoutLength,
                    stderrLength, stdout.length(), stderr.length()));
        }
        return new Whole(status, decoded(stdout), decoded(stderr));
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    }
}
