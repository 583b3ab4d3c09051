package dev.espalier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import dev.espalier.error.CommandLost;
import dev.espalier.guest.CommandDialogue;
import dev.espalier.guest.Guest;
import dev.espalier.guest.ShellDialogue;
import dev.espalier.guest.TerminalShell;
import dev.espalier.terminal.LentTerminal;
import dev.espalier.terminal.Terminal;

/**
 * A shell in a machine's guest for somebody at a terminal.
 *
 * @param terminal theirs
 */
record MachineTerminal(Guest machine, Optional<Terminal> terminal) {
    private static final String END_OF_LINE = "\r\n";

    void interact() {
        var theirs = terminal.orElseThrow(() -> new IllegalStateException("interact is for somebody at a terminal: by"
                + " espalier repl, or by espalier run --interactive when a test has failed; shellInteract takes streams"));
        try {
            at(theirs);
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be lent to " + machine.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while in " + machine.name());
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private void at(Terminal theirs) throws IOException, InterruptedException {
        var shell = new TerminalShell(machine);
        switch (possible(shell)) {
            case TERMINAL -> {
                try (var lent = theirs.lend(Terminal.Typing.KEYS)) {
                    say(lent, "a shell in " + machine.name() + ": exit, or Ctrl-] three times, comes back");
                    shell.hold(lent, System.getenv().getOrDefault("TERM", "dumb"));
                    say(lent, "");
                }
            }
            case LINES -> {
                try (var lent = theirs.lend(Terminal.Typing.LINES)) {
                    say(lent,
                            machine.name()
                                    + " has no script of util-linux, which would make it a terminal: its shell is given"
                                    + " a line at a time; exit, or Ctrl-D, comes back");
                    var unused = new ShellDialogue(machine).hold(lent.typed(), lent.shown());
                }
            }
            case COMMANDS -> {
                try (var lent = theirs.lend(Terminal.Typing.LINES)) {
                    say(lent,
                            "the shell of " + machine.name()
                                    + " takes no input: each line is a command of its own; Ctrl-D"
                                    + " comes back");
                    new CommandDialogue(machine).hold(lent.typed(), lent.shown());
                }
            }
        }
    }

    /** What there can be in a guest, from the best on. */
    private enum Possible {
        TERMINAL,
        LINES,
        COMMANDS
    }

    private static Possible possible(TerminalShell shell) {
        try {
            return shell.isPossible() ? Possible.TERMINAL : Possible.LINES;
        } catch (CommandLost noInput) {
            return Possible.COMMANDS;
        }
    }

    private static void say(LentTerminal lent, String line) throws IOException {
        lent.shown().write((line + END_OF_LINE).getBytes(StandardCharsets.UTF_8));
        lent.shown().flush();
    }
}
