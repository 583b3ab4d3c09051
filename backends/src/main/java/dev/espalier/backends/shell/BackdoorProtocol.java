package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One command at a time over a root bash that reads its script from a console, as NixOS's backdoor service offers it. A
 * command's output goes through files of the guest, so that neither a background process nor the command's standard
 * input has anything to do with the channel, and comes back as one line: marker, exit status, the lengths of both
 * outputs, both outputs in base64, marker. The console may lose bytes, hence the lengths.
 *
 * @param marker a word that no output of an earlier command can hold: random hexadecimal digits
 */
record BackdoorProtocol(String marker) {

    /** What NixOS's backdoor says on the channel before its shell reads the first command. */
    static final String GREETING = "Spawning backdoor root shell...";

    /** A script line that makes the guest say marker and boot id; it needs no program in the guest. */
    String hello() {
        return "m=%s; read -r b </proc/sys/kernel/random/boot_id; echo \"$m $b\"\n".formatted(splitMarker());
    }

    /** The boot id in the answer to {@link #hello}, if {@code line} is that. */
    Optional<String> bootId(String line) {
        var start = line.indexOf(marker + " ");
        return start < 0 ? Optional.empty() : Optional.of(line.substring(start + marker.length() + 1).strip());
    }

    /**
     * The script line that runs {@code command}. The marker stands in it in two halves: a console that still echoes its
     * input would otherwise answer for the guest. The timeout of busybox leaves the status of the signal it sends, 143,
     * which a command can also have by itself: the guest's uptime in hundredths of a second tells which it was.
     */
    String request(ShellCommand command) {
        var timeout = command.timeout();
        var seconds = "%d.%03d".formatted(timeout.toSeconds(), timeout.toMillisPart());
        return """
                m=%s; d=/run; [ -w $d ] || d=/tmp; f=$d/.espalier-$m; read -r t x </proc/uptime; \
                timeout %s bash -c %s </dev/null >$f.out 2>$f.err; s=$?; o=; e=; read -r u x </proc/uptime; \
                [ $s != 143 ] || [ $((10#${u/.}-10#${t/.})) -lt %d ] || s=124; \
                [ ! -s $f.out ] || o=$(base64 -w 0 <$f.out); [ ! -s $f.err ] || e=$(base64 -w 0 <$f.err); \
                printf '%%s %%d %%d %%d %%s %%s %%s\\n' $m $s ${#o} ${#e} "$o" "$e" $m; rm -f $f.out $f.err &
                """.formatted(splitMarker(), seconds, ShellWords.quoted("set -euo pipefail; " + command.text()),
                timeout.toMillis() / 10);
    }

    private String splitMarker() {
        var half = marker.length() / 2;
        return "'" + marker.substring(0, half) + "''" + marker.substring(half) + "'";
    }

    /** What a line from the guest says about this command; nothing, if it is not about this one. */
    Optional<ShellReply> reply(String line) {
        var start = line.indexOf(marker);
        return start < 0 ? Optional.empty() : Optional.of(parse(line.substring(start)));
    }

    private ShellReply parse(String line) {
        var words = line.split(" ", -1);
        if (words.length != 7 || !words[6].equals(marker)) {
            return new ShellReply.Damaged("the reply has " + words.length + " words and no proper end");
        }
        try {
            var status = Integer.parseInt(words[1]);
            return checked(status, Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4], words[5]);
        } catch (IllegalArgumentException e) {
            return new ShellReply.Damaged("the reply cannot be read: " + e.getMessage());
        }
    }

    private static ShellReply checked(int status, int stdoutLength, int stderrLength, String stdout, String stderr) {
        if (stdout.length() != stdoutLength || stderr.length() != stderrLength) {
            return new ShellReply.Damaged("of %d and %d characters of output, %d and %d arrived".formatted(stdoutLength,
                    stderrLength, stdout.length(), stderr.length()));
        }
        return new ShellReply.Finished(new ShellOutput(status, decoded(stdout), decoded(stderr)));
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    }
}
