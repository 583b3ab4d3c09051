package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is driven by hand, at a terminal and through a pipe. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ReplCommandTest {
    private static final String INTERRUPT = "\u0003";
    private static final String END_OF_INPUT = "\u0004";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private final List<CommandUnderTest.Running> started = new ArrayList<>();

    private CommandUnderTest.Running start(List<String> within, String script) throws IOException {
        var espalier = new CommandUnderTest(home);
        var running = espalier.start(within, "repl", "-o", espalier.report().toString(),
                espalier.test(script, "one", "web-1").toString());
        started.add(running);
        return running;
    }

    @AfterEach
    void endAll() {
        started.forEach(running -> running.process().destroy());
    }

    @Test
    @DisplayName("lines come from a pipe as well: machines are variables, the script's words are known, and so is the script")
    void pipe() throws Exception {
        var session = start(List.of(), "log(\"the script says \" + one.succeed(\"hostname\").strip());");
        session.type("""
                startAll()
                web_1.succeed("hostname")
                one.succeed("echo broken >&2; exit 3")
                testScript()
                subtest("a part", () -> one.succeed("true"))
                var twice = web_1.succeed("printf two").repeat(2)
                twice
                /exit 7
                """);
        var ended = session.await();
        assertThat(ended.status()).as(ended.err()).isEqualTo(7);
        assertThat(ended.out()).contains("\"web-1\\n\"", "CommandFailed", "broken", "the script says one", "a part",
                "\"twotwo\"").doesNotContain("CommandForms");
        assertThat(new CommandUnderTest(home).leftovers()).isEmpty();
    }

    @Test
    @DisplayName("a wrong line is told, and the session goes on; without /exit it ends with its input, in success")
    void mistakes() throws Exception {
        var session = start(List.of(), "startAll();");
        session.type("one.succed(\"true\")\nnobody.start()\ntestScript(\"start\")\n1 + 41\n");
        session.process().getOutputStream().close();
        var ended = session.await();
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("succed(java.lang.String)", "variable nobody", "MissingCapability",
                "qemu", "42");
    }

    @Test
    @DisplayName("at a terminal Ctrl-C ends the line that runs and not the session, which Ctrl-D ends")
    void terminal() throws Exception {
        var session = start(CommandUnderTest.AT_A_TERMINAL, "startAll();");
        session.awaitWords("machines: one, web_1");
        session.type("startAll()\n{ System.out.println(\"go\" + 1); one.succeed(\"sleep 1000\"); }\n");
        session.awaitWords("go1");
        session.type(INTERRUPT);
        session.type("System.out.println(\"after\" + 2)\n");
        session.awaitWords("after2");
        session.type(END_OF_INPUT);
        var ended = session.await();
        assertThat(ended.status()).as(ended.out()).isZero();
        assertThat(ended.out()).doesNotContain("Exception");
        assertThat(new CommandUnderTest(home).leftovers()).isEmpty();
    }

    @Test
    @DisplayName("a signal takes everything down, also while nobody types")
    void signal() throws Exception {
        var session = start(List.of(), "startAll();");
        session.type("startAll()\none.succeed(\"true\")\n");
        session.awaitWords("one: ready");
        assertThat(session.process().toHandle().destroy()).isTrue();
        assertThat(session.await().status()).isEqualTo(143);
        assertThat(new CommandUnderTest(home).leftovers()).isEmpty();
    }
}
