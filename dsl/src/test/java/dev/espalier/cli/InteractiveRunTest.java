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

/** A prompt with the machines of a test that has failed. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class InteractiveRunTest {
    private static final String END_OF_INPUT = "\u0004";
    private static final String FAILING = "one.succeed(\"echo left >/run/mark; touch /nowhere/x\");";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private CommandUnderTest espalier;

    @BeforeEach
    void command() {
        espalier = new CommandUnderTest(home);
    }

    private CommandUnderTest.Running start(List<String> within, String script) throws Exception {
        return espalier.start(within, "run", "--interactive", "-o", espalier.report().toString(),
                espalier.test(script, "one").toString());
    }

    @Test
    @DisplayName("the failure is told, then its machines are there to be asked; the exit status is the failure's, whatever /exit says")
    void pipe() throws Exception {
        var run = start(List.of(), FAILING);
        run.awaitWords("the machines are as the script has left them");
        assertThat(run.said()).contains("/nowhere/x", "test.java:1").doesNotContain("failed (");
        run.type("""
                "was " + one.succeed("cat /run/mark").strip()
                subtest("by hand", () -> one.succeed("true"))
                /exit 0
                """);
        var ended = run.await();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).contains("\"was left\"", "failed (").doesNotContain("prompt: ");
        assertThat(espalier.report().resolve("junit.xml")).content()
                .contains("/nowhere/x")
                .doesNotContain("by hand");
        assertThat(espalier.report().resolve("events.jsonl")).content().contains("prompt_opened");
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("at a terminal nothing is drawn over what is typed, and Ctrl-D ends the run")
    void terminal() throws Exception {
        var run = start(CommandUnderTest.AT_A_TERMINAL, FAILING);
        run.awaitWords("the machines are as the script has left them");
        run.type("System.out.println(\"was \" + one.succeed(\"cat /run/mark\").strip())\n");
        run.awaitWords("was left");
        run.type(END_OF_INPUT);
        var ended = run.await();
        assertThat(ended.status()).as(ended.out()).isEqualTo(1);
        assertThat(ended.out().substring(ended.out().indexOf("the machines are as"))).doesNotContain("\u001b[?7l");
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("a test that ran out of time has its machines looked at too, and one that passed has not")
    void otherEnds() throws Exception {
        var late = espalier.start("run", "--interactive", "--global-timeout", "2", "-o", espalier.report().toString(),
                espalier.test("new java.util.concurrent.CountDownLatch(1).await();", "one").toString());
        late.type("one.succeed(\"hostname\")\n/exit\n");
        var ended = late.await();
        assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(124);
        assertThat(ended.out()).contains("\"one\\n\"");
        var passed = start(List.of(), "one.succeed(\"true\");").await();
        assertThat(passed.status()).isZero();
        assertThat(passed.out()).doesNotContain("the machines are as");
    }
}
