package dev.espalier.report;

import static dev.espalier.report.Story.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.espalier.report.TerminalStyle.Kind;
import dev.espalier.report.TerminalStyle.Palette;
import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineDied;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineRebooted;
import dev.espalier.report.TestEvent.MachineRebooting;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import dev.espalier.report.TestEvent.WaitEnded;
import dev.espalier.report.TestEvent.WaitStarted;
import org.junit.jupiter.api.Test;

/** What a person sees while a test runs. */
class TerminalProgressTest {
    private static final TerminalStyle TERMINAL = new TerminalStyle(Kind.LIVE, Palette.COLOUR, StandardCharsets.UTF_8);
    private static final TerminalStyle FILE = new TerminalStyle(Kind.LINES, Palette.PLAIN, StandardCharsets.US_ASCII);

    private final StringWriter out = new StringWriter();
    private final Story story = new Story();

    private Story shownOn(TerminalStyle style) {
        return story.toldTo(new TerminalProgress(out, style, story, story));
    }

    private List<String> screen() {
        return Screen.after(out.toString());
    }

    @Test
    void aLineOfAConsoleIsToldAsThat() throws Exception {
        shownOn(TERMINAL).begins("two-nodes", "web").tell(at -> new TestEvent.ConsoleSaid(at, "web", "Linux version"));
        assertThat(screen()).containsExactly("      0.0 s  two-nodes: web", "      0.0 s  web # Linux version");
    }

    @Test
    void theLastLinesOfATerminalSayWhatTheTestAndEachMachineDo() throws Exception {
        shownOn(TERMINAL).begins("two-nodes", "client", "web")
                .tell(at -> new MachineStarting(at, "web"))
                .tell(at -> new MachineStarting(at, "client"));
        assertThat(screen()).containsExactly("      0.0 s  two-nodes: client, web",
                "      0.0 s  client: booting 0.0 s", "             web: booting 0.0 s");

        story.after(500);
        assertThat(screen()).endsWith("      0.5 s  client: booting 0.5 s", "             web: booting 0.5 s");

        story.after(2600).tell(at -> new MachineReady(at, "client", millis(3100)));
        assertThat(screen()).containsExactly("      0.0 s  two-nodes: client, web",
                "      3.1 s  client: ready (3.1 s)",
                "      3.1 s  web: booting 3.1 s");

        story.after(5000)
                .tell(at -> new MachineReady(at, "web", millis(8100)))
                .tell(at -> new SubtestStarted(at, List.of("the page is served")))
                .tell(at -> new WaitStarted(at, 1, "web", "unit nginx.service"))
                .after(1500);
        assertThat(screen()).endsWith("      9.6 s  the page is served 1.5 s",
                "             web: waiting for unit nginx.service 1.5 s");

        story.tell(at -> new WaitEnded(at, 1, "web", "unit nginx.service", millis(1500), WaitOutcome.MET))
                .tell(at -> new SubtestPassed(at, List.of("the page is served"), millis(1500)))
                .ends(new Verdict.Passed());
        assertThat(screen()).containsExactly("      0.0 s  two-nodes: client, web",
                "      3.1 s  client: ready (3.1 s)",
                "      8.1 s  web: ready (8.1 s)", "      9.6 s  web: unit nginx.service (1.5 s)",
                "      9.6 s  ✓ the page is served (1.5 s)", "      9.6 s  passed (9.6 s)");
    }

    @Test
    void ofManyMachinesThoseThatDoTheSameAreToldTogether() throws Exception {
        shownOn(TERMINAL).begins("fleet", "a", "b", "c", "d", "e", "f", "g");
        for (var machine : List.of("g", "f", "e", "d", "c", "b", "a")) {
            story.tell(at -> new MachineStarting(at, machine));
        }
        story.tell(at -> new WaitStarted(at, 1, "a", "port 80")).after(1000);
        assertThat(screen()).containsExactly("      0.0 s  fleet: a, b, c, d, e, f, g",
                "      1.0 s  a, b, c, d, e, f, g: booting 1.0 s", "             a: waiting for port 80 1.0 s");
    }

    @Test
    void whateverGoesOnTheTerminalIsNotFilled() throws Exception {
        shownOn(TERMINAL).begins("busy", "a");
        for (var number = 0; number < 40; number++) {
            var wait = number;
            story.tell(at -> new WaitStarted(at, wait, "m" + wait, "port " + wait));
        }
        assertThat(screen()).hasSize(10).last().isEqualTo("             and more");
        story.ends(new Verdict.Passed());
        assertThat(screen()).containsExactly("      0.0 s  busy: a", "      0.0 s  passed (0.0 s)");
    }

    @Test
    void aRebootGoesOnAndThenIsALine() throws Exception {
        shownOn(TERMINAL).begins("reboots", "web").tell(at -> new MachineRebooting(at, "web")).after(500);
        assertThat(screen()).last().isEqualTo("      0.5 s  web: rebooting 0.5 s");

        story.after(3700).tell(at -> new MachineRebooted(at, "web", "watchdog", millis(4200)));
        assertThat(screen()).containsExactly("      0.0 s  reboots: web",
                "      4.2 s  web: rebooted (watchdog), shell back after 4.2 s");
    }

    @Test
    void aFileGetsPlainLinesAndIsToldWhatTakesLong() throws Exception {
        shownOn(FILE).begins("slow", "web")
                .tell(at -> new MachineStarting(at, "web"))
                .after(4000)
                .tell(at -> new MachineReady(at, "web", millis(4000)))
                .tell(at -> new SubtestStarted(at, List.of("outer")))
                .tell(at -> new SubtestStarted(at, List.of("outer", "inner")))
                .tell(at -> new WaitStarted(at, 1, "web", "port 80"));
        for (var seconds = 0; seconds < 45; seconds++) {
            story.after(1000);
        }
        story.tell(at -> new WaitEnded(at, 1, "web", "port 80", millis(45_000), WaitOutcome.TIMED_OUT))
                .tell(at -> new SubtestFailed(at, List.of("outer", "inner"), millis(45_000),
                        new Failure("WaitTimedOut", "web: port 80 is closed\nlast state: …", "")))
                .ends(new Verdict.TimedOut(millis(49_000)));
        assertThat(out.toString().lines()).containsExactly("      0.0 s  slow: web", "      0.0 s  web: booting",
                "      4.0 s  web: ready (4.0 s)", "      4.0 s  subtest outer", "      4.0 s    subtest inner",
                "     14.0 s  web: still waiting for port 80 (10.0 s)",
                "     24.0 s  web: still waiting for port 80 (20.0 s)",
                "     44.0 s  web: still waiting for port 80 (40.0 s)", "     49.0 s  web: port 80: not within 45.0 s",
                "     49.0 s    FAILED: inner (45.0 s): web: port 80 is closed",
                "     49.0 s  failed: the global timeout of 49.0 s is over");
    }

    @Test
    void eachReminderSaysWhenItIs() throws Exception {
        shownOn(FILE).begins("slow", "db", "web")
                .tell(at -> new WaitStarted(at, 1, "db", "port 5432"))
                .tell(at -> new WaitStarted(at, 2, "web", "port 80"))
                .after(10_000);
        assertThat(out.toString().lines()).endsWith("     10.0 s  db: still waiting for port 5432 (10.0 s)",
                "     10.0 s  web: still waiting for port 80 (10.0 s)");
    }

    @Test
    void shortWaitsAreNotWorthALine() throws Exception {
        shownOn(FILE).begins("quick", "web")
                .tell(at -> new WaitStarted(at, 1, "web", "port 80"))
                .after(900)
                .tell(at -> new WaitEnded(at, 1, "web", "port 80", millis(900), WaitOutcome.MET));
        assertThat(out.toString().lines()).containsExactly("      0.0 s  quick: web");
    }

    @Test
    void aLongCommandIsSeenWhileItRuns() throws Exception {
        var build = "cd /src &&\n  make -j2 all check install and much more that nobody wants to read in full, really";
        shownOn(TERMINAL).begins("build", "web").tell(at -> new CommandStarted(at, 1, "web", build)).after(2500);
        assertThat(screen()).last()
                .asString()
                .startsWith("      2.5 s  web: running `cd /src && make -j2 all check")
                .endsWith("…` 2.5 s");
        story.tell(at -> new CommandEnded(at, 1, "web", build, OptionalInt.of(2), millis(2500)))
                .tell(at -> new CommandStarted(at, 2, "web", "true"))
                .tell(at -> new CommandEnded(at, 2, "web", "true", OptionalInt.of(0), millis(20)));
        assertThat(screen()).last().asString().startsWith("      2.5 s  web: `cd /src").endsWith("…`: exit 2 (2.5 s)");
    }

    @Test
    void aDeadMachineIsWaitedForNoMore() throws Exception {
        shownOn(TERMINAL).begins("death", "web")
                .tell(at -> new WaitStarted(at, 1, "web", "port 80"))
                .tell(at -> new MachineDied(at, "web", "kernel panic"))
                .after(500);
        assertThat(screen()).containsExactly("      0.0 s  death: web", "      0.0 s  web: died: kernel panic");
    }

    @Test
    void everyLineOfADeathAndAFailureIsShownWithTheTimeAtTheFirst() throws Exception {
        shownOn(FILE).begins("death", "web")
                .tell(at -> new MachineDied(at, "web", "killed by SIGKILL\nlast console line: Oops"))
                .ends(new Verdict.Failed(new Failure("MachineDied", "web died", "at test.java:3\n  3 | web.crash();")));
        assertThat(out.toString().lines()).containsExactly("      0.0 s  death: web",
                "      0.0 s  web: died: killed by SIGKILL", "             web: died: last console line: Oops",
                "      0.0 s  failed (0.0 s)", "  web died", "  at test.java:3",
                "    3 | web.crash();");
    }

    @Test
    void whatAGuestWritesCannotDriveTheTerminal() throws Exception {
        shownOn(TERMINAL).begins("hostile", "web")
                .tell(at -> new Logged(at, Optional.of("web"), LogLevel.INFO,
                        "\u001b[2J\u001b]0;title\u0007red\u001b[31m\rdone\u009b1A\u202eabc"))
                .tell(at -> new WaitStarted(at, 1, "web", "text \u001b[5mblink\u001b[0m\n\u001b"))
                .after(500);
        assertThat(screen()).containsExactly("      0.0 s  hostile: web", "      0.0 s  web: red",
                "             web: done\\u202eabc",
                "      0.5 s  web: waiting for text blink\\x0a\\x1b 0.5 s");
    }

    @Test
    void aTerminalThatIsGoneIsReported() throws Exception {
        try (var full = new FileWriter("/dev/full", StandardCharsets.UTF_8)) {
            var progress = new TerminalProgress(full, FILE, story, story);
            assertThatThrownBy(() -> story.toldTo(progress).begins("full", "web")).isInstanceOf(IOException.class);
        } catch (IOException closing) {
            assertThat(closing).hasMessageContaining("No space left");
        }
    }

    @Test
    void whoTypesReadsTheFailureAndIsNotDrawnOver() throws Exception {
        shownOn(TERMINAL).begins("prompt", "web")
                .tell(at -> new TestEvent.PromptOpened(at, new Verdict.Failed(new Failure("CommandFailed", "no", ""))));
        assertThat(screen()).containsExactly("      0.0 s  prompt: web", "      0.0 s  failed", "  no",
                "the machines are as the script has left them; Ctrl-D or /exit takes them down");
        story.tell(at -> new MachineStarting(at, "web")).after(500);
        assertThat(screen()).endsWith("      0.0 s  web: booting");
    }

    @Test
    void nothingIsDrawnAfterTheEnd() throws Exception {
        shownOn(TERMINAL).begins("end", "web").tell(at -> new MachineStarting(at, "web")).ends(new Verdict.Passed());
        var atTheEnd = out.toString();
        story.after(5000);
        assertThat(out).hasToString(atTheEnd);
    }
}
