package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A machine in the hands of somebody at a prompt. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InteractTest {
    private static final String END_OF_INPUT = "\u0004";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private CommandUnderTest espalier;

    @BeforeEach
    void command() {
        espalier = new CommandUnderTest(home);
    }

    private CommandUnderTest.Running prompt(List<String> within) throws Exception {
        return espalier.start(within, "repl", "-o", espalier.report().toString(),
                espalier.test("startAll();", "one").toString());
    }

    @Test
    @DisplayName("in a machine whose shell takes no input each line is a command, and the terminal is the prompt's again afterwards")
    void commands() throws Exception {
        var session = prompt(CommandUnderTest.AT_A_TERMINAL);
        session.awaitText("jshell> ");
        session.type("one.interact()\r");
        session.awaitText("each line is a command of its own");
        session.type("echo it is \"$(hostname)\"; exit 3\n");
        session.awaitText("it is one");
        session.type(END_OF_INPUT);
        session.awaitText("jshell> ");
        session.type("40 + 2\r");
        session.awaitText("==> 42");
        session.type(END_OF_INPUT);
        assertThat(session.await().status()).isZero();
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("where there is no terminal that is said, and the session goes on")
    void pipe() throws Exception {
        var session = prompt(List.of());
        session.type("one.interact()\n1 + 41\n/exit\n");
        var ended = session.await();
        assertThat(ended.out()).contains("interact is for somebody at a terminal", "42");
    }
}
