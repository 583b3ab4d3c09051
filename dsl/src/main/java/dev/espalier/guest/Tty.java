package dev.espalier.guest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.Finding;

/** What stands on the guest's virtual terminals, as the kernel keeps it: it needs no screen. */
public final class Tty {
    private static final int MOST = 63;
    /** The screen's lines and columns and the cursor's column and line, one byte each. */
    private static final int HEADER = 4;
    private static final int CELL = 2;

    private final Guest guest;

    public Tty(Guest guest) {
        this.guest = guest;
    }

    /**
     * The text of a terminal, line by line, without the blanks at the lines' ends.
     *
     * @param tty its number, 1 for {@code /dev/tty1}
     * @throws CommandFailed if the guest has no such terminal
     */
    public String text(int tty) {
        var command = reading(tty);
        var result = guest.execute(command, CommandOptions.DEFAULT);
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), command, result, guest.consoleTail());
        }
        return text(result);
    }

    /**
     * Waits until the regular expression is found in the text of a terminal; {@code ^} and {@code $} are the ends of lines.
     *
     * @throws dev.espalier.error.WaitTimedOut if it is not; with the text
     */
    public void waitUntilMatches(int tty, String regex, Duration timeout) {
        var pattern = Pattern.compile(regex, Pattern.MULTILINE);
        var unused = new Polling(guest, regex + " on tty" + tty, timeout).until(reading(tty),
                look -> look.succeeded() && pattern.matcher(text(look)).find(),
                last -> List.of(new Finding("on tty" + tty, text(last) + last.stderr())));
    }

    /** Puts the text of a terminal into the log. */
    public void dump(int tty) {
        text(tty).lines().forEach(guest::log);
    }

    private static String reading(int tty) {
        if (tty < 1 || tty > MOST) {
            throw new IllegalArgumentException("a tty is 1 to " + MOST + ", not " + tty);
        }
        return "cat /dev/vcsa" + tty;
    }

    /** Each cell is a character and its colours. */
    private static String text(CommandResult screen) {
        var cells = screen.stdoutBytes();
        if (cells.length < HEADER) {
            return "";
        }
        var columns = Math.max(1, Byte.toUnsignedInt(cells[1]));
        var text = new StringBuilder();
        var line = new byte[columns];
        for (int begin = HEADER; begin + columns * CELL <= cells.length; begin += columns * CELL) {
            for (int column = 0; column < columns; column++) {
                line[column] = cells[begin + column * CELL];
            }
            text.append(new String(line, StandardCharsets.ISO_8859_1).stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
