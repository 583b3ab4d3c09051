package dev.espalier.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandOptions;
import dev.espalier.runtime.io.Connection;
import dev.espalier.terminal.LentTerminal;
import dev.espalier.terminal.TerminalSize;

/**
 * A log-in shell in the guest with a terminal of its own, which is that of somebody here: each key goes there as it is, and the
 * size with it. The guest's {@code script}, of util-linux, makes that terminal.
 *
 * @param name of the file in which the guest finds which terminal it is
 */
public record TerminalShell(Guest guest, String name) {
    private static final Duration FOR_EVER = Duration.ofDays(100);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final String TEST = "script --version | grep -q util-linux && type -P stty >/dev/null";
    private static final String SHELL = "tty >@NAME@; stty rows @ROWS@ columns @COLUMNS@; cd; exec bash -il";
    private static final String SCRIPT = """
            trap 'rm -f @NAME@' EXIT; export TERM=@TERM@
            script -qefc @SHELL@ /dev/null""";
    private static final String RESIZE = "stty -F \"$(cat @NAME@)\" rows @ROWS@ columns @COLUMNS@";

    public TerminalShell(Guest guest) {
        this(guest, "/tmp/espalier-" + UUID.randomUUID());
    }

    /**
     * Whether the guest has what it takes.
     *
     * @throws dev.espalier.error.CommandLost if its shell cannot give a command any input
     */
    public boolean isPossible() {
        return guest.look(TEST, CommandOptions.within(LOOK).stdin("\n")).succeeded();
    }

    /**
     * Until the shell ends, or the way out is typed: see {@link WayOut}.
     *
     * @param type of the terminal here, as {@code TERM} says it
     */
    public void hold(LentTerminal terminal, String type) throws IOException {
        var command = sized(SCRIPT.replace("@SHELL@", ShellWords.quoted(sized(SHELL, terminal.size()))),
                terminal.size())
                .replace("@TERM@", ShellWords.quoted(type));
        terminal.onResize(size -> {
            var unused = guest.begin(new ShellCommand(sized(RESIZE, size), LOOK), ShellInput.none(),
                    OutputSink.nowhere(), OutputSink.nowhere());
        });
        var unused = guest.connect(new ShellCommand(command, FOR_EVER), new Keys(terminal)).await();
    }

    private String sized(String script, TerminalSize size) {
        return script.replace("@NAME@", name)
                .replace("@ROWS@", Integer.toString(size.rows()))
                .replace("@COLUMNS@", Integer.toString(size.columns()));
    }

    private record Keys(LentTerminal terminal, InputStream input) implements Connection {
        Keys(LentTerminal terminal) {
            this(terminal, new WayOut(terminal.typed()));
        }

        @Override
        public OutputStream output() {
            return terminal.shown();
        }

        @Override
        public void close() throws IOException {
            terminal.typed().close();
        }
    }
}
