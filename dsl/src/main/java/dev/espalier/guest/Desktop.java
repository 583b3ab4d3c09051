package dev.espalier.guest;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.ToolMissing;

/** The guest's X server and its windows. */
public final class Desktop {
    private static final int NO_SUCH_PROGRAM = 127;

    private static final String SESSION = """
            journalctl --boot --no-pager SYSLOG_IDENTIFIER=systemd | grep 'Reached target Current graphical' >/dev/null \
            && [ -S /tmp/.X11-unix/X0 ]""";

    private static final String WINDOWS = "DISPLAY=${DISPLAY:-:0} xwininfo -root -tree";

    /** A line of {@code xwininfo} about a window with a name: indentation, number, name in quotes, class. */
    private static final Pattern WINDOW = Pattern.compile("\\s*0x[0-9a-f]+ \"(.*)\": \\(.*");

    private final Guest guest;

    public Desktop(Guest guest) {
        this.guest = guest;
    }

    /** Waits until a graphical session has begun and the X server listens. */
    public void waitForX(Duration timeout) {
        var unused = new Polling(guest, "the X server", timeout).until(SESSION, CommandResult::succeeded,
                "ls -la /tmp/.X11-unix; systemctl --no-pager list-units 'graphical*' 'display-manager*'");
    }

    /** The names of all windows that have one. */
    public List<String> windowNames() {
        var result = guest.execute(WINDOWS, CommandOptions.DEFAULT);
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), WINDOWS, result, guest.consoleTail());
        }
        return names(result);
    }

    /**
     * Waits for a window in whose name the regular expression is found.
     *
     * @throws ToolMissing                     if the guest has no {@code xwininfo}
     * @throws dev.espalier.error.WaitTimedOut if none comes; with the windows that there are
     */
    public void waitForWindow(String regex, Duration timeout) {
        var pattern = Pattern.compile(regex);
        var unused = new Polling(guest, "a window " + regex, timeout).until(WINDOWS, look -> {
            if (look.exitStatus() == NO_SUCH_PROGRAM) {
                throw new ToolMissing(guest.name(), "xwininfo", "a wait for a window");
            }
            return names(look).stream().anyMatch(name -> pattern.matcher(name).find());
        });
    }

    private static List<String> names(CommandResult tree) {
        return tree.stdout()
                .lines()
                .map(WINDOW::matcher)
                .filter(Matcher::matches)
                .map(window -> window.group(1))
                .toList();
    }
}
