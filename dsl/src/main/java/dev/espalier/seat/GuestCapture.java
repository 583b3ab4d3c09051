package dev.espalier.seat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A picture of what a guest shows, as its own programs make it: what they are told, and what becomes of what they say. */
public final class GuestCapture {

    /** What the guest said. */
    public sealed interface Outcome {}

    /** A picture, as a PNG. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Taken(byte[] png) implements Outcome {}

    /** The guest has nothing that shows something, or not the program for it. */
    public record Missing(String what) implements Outcome {}

    /**
     * Says in a line what follows: a picture and its form, or what is missing. A Wayland session is taken before an X server,
     * which may be a part of it, and both before the framebuffer, which may show nothing then. An X server tells who may
     * connect by an argument.
     */
    public static final String SCRIPT = """
            PATH=$PATH:/run/current-system/sw/bin
            has() { type -P "$1" >/dev/null; }
            for socket in /run/user/*/wayland-*; do
                [ -S "$socket" ] || continue
                has grim || { echo missing grim; exit; }
                echo png; XDG_RUNTIME_DIR=${socket%/*} WAYLAND_DISPLAY=${socket##*/} exec grim -t png -
            done
            for socket in /tmp/.X11-unix/X*; do
                [ -S "$socket" ] || continue
                export DISPLAY=:${socket##*/X}
                for process in /proc/[0-9]*; do
                    mapfile -d '' -t words <"$process/cmdline" || continue
                    [[ ${words[0]-} = *X* ]] || continue
                    for at in "${!words[@]}"; do
                        [ "${words[at]}" != -auth ] || export XAUTHORITY=${words[at + 1]-}
                    done
                done 2>/dev/null
                if has xwd; then
                    echo xwd; exec xwd -silent -root
                elif has import; then
                    echo png; exec import -silent -window root png:-
                fi
                echo missing xwd; exit
            done
            if [ -e /dev/fb0 ]; then
                cd /sys/class/graphics/fb0
                IFS=, read -r width height <virtual_size
                mode=$(cat mode 2>/dev/null || :)
                [[ ! $mode =~ :([0-9]+)x([0-9]+) ]] || width=${BASH_REMATCH[1]} height=${BASH_REMATCH[2]}
                echo "framebuffer $width $height $(cat stride) $(cat bits_per_pixel)"
                exec cat /dev/fb0
            fi
            echo missing Wayland session, X server or framebuffer
            """;

    private static final Pattern FRAMEBUFFER = Pattern
            .compile("framebuffer (\\d{1,5}) (\\d{1,5}) (\\d{1,7}) (\\d{1,3})");
    private static final String MISSING = "missing ";

    private GuestCapture() {}

    /**
     * What became of it, by what the script wrote.
     *
     * @throws IllegalArgumentException if that is no picture
     */
    public static Outcome outcome(byte[] said) {
        var end = 0;
        while (end < said.length && said[end] != '\n') {
            end++;
        }
        var form = new String(said, 0, end, StandardCharsets.US_ASCII);
        var picture = Arrays.copyOfRange(said, Math.min(end + 1, said.length), said.length);
        if (form.startsWith(MISSING)) {
            return new Missing(form.substring(MISSING.length()));
        }
        return new Taken(switch (form) {
            case "png" -> picture;
            case "xwd" -> GuestPicture.ofXwd(picture).png();
            default -> framebuffer(form, picture).png();
        });
    }

    private static GuestPicture framebuffer(String form, byte[] memory) {
        var matcher = FRAMEBUFFER.matcher(form);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no picture, but " + form.length() + " characters");
        }
        return GuestPicture.ofFramebuffer(number(matcher, 1), number(matcher, 2), number(matcher, 3),
                number(matcher, 4), memory);
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
