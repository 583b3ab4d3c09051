package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.MachineStopped;
import dev.espalier.report.page.Span.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page knows of a run. */
class RunStoryTest {
    private RunStory run;

    @BeforeEach
    void aRunInWhichEverythingHappens() {
        run = new RunStory();
        new SampleRun("x").events().forEach(run::apply);
    }

    private MachineStory machine(String name) {
        return run.machines().stream().filter(machine -> machine.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> told(Spans spans) {
        return spans.all()
                .stream()
                .map(span -> "%d %s %d %s%s".formatted(Duration.between(SampleRun.START, span.from()).toMillis(),
                        span.label(), span.length(SampleRun.START.plusMillis(16_500)).toMillis(), span.outcome(),
                        span.detail().isEmpty() ? "" : " (" + span.detail() + ")"))
                .toList();
    }

    @Test
    void aMachineHasStatesOneAfterTheOther() {
        assertThat(told(machine("server").states())).containsExactly("1010 booting 4090 DONE", "5100 up 2900 DONE",
                "8000 rebooting 1900 DONE (watchdog)", "9900 up 6420 DONE");
        assertThat(told(machine("client").states())).containsExactly("1000 booting 2500 DONE", "3500 up 13000 UNENDED");
    }

    @Test
    void commandsAndWaitsHaveTheirEnds() {
        assertThat(told(machine("server").activities())).containsExactly("5110 unit nginx.service 1790 DONE",
                "6950 echo x 750 NONZERO (exit 3)", "7000 systemctl is-active nginx 100 DONE (exit 0)",
                "11000 sleep 600 5500 UNENDED");
        assertThat(told(machine("client").activities())).containsExactly("10300 x 6000 FAILED (not in time)");
    }

    @Test
    void aFaultOfTheLinksLastsUntilTheyAreWhole() {
        assertThat(told(machine("client").links())).containsExactly("10000 cut from server 2000 DONE");
        assertThat(told(machine("server").links())).containsExactly("10000 cut from client 6500 UNENDED");
    }

    @Test
    void aDeathAndAScreenshotAreMoments() {
        assertThat(machine("server").moments()).extracting(Moment::kind)
                .containsExactly(Moment.Kind.SCREENSHOT, Moment.Kind.DIED);
        assertThat(run.screenshots()).extracting(RunStory.Screenshot::file).containsExactly("greeting.png");
    }

    @Test
    void subtestsAreInTheOrderOfTheirBeginnings() {
        assertThat(run.subtests()).extracting(Subtest::path)
                .containsExactly(List.of("the server serves"), List.of("the client sees it"),
                        List.of("the client sees it", "by its name"));
        assertThat(run.subtests()).extracting(subtest -> subtest.span().outcome())
                .containsExactly(Outcome.DONE, Outcome.FAILED, Outcome.FAILED);
    }

    @Test
    void theTreeKnowsWhoCameUpHowOftenAndWhatCrashed() {
        var cluster = run.tree().getFirst();
        assertThat(cluster.id()).isEqualTo("cluster");
        var server = cluster.at(List.of("machines", "server"));
        assertThat(server.children()).extracting(Member::id).containsExactly("qemu", "control channel");
        var channel = server.at(List.of("control channel"));
        assertThat(channel.starts()).isEqualTo(2);
        assertThat(channel.incidents()).extracting(Member.Incident::why).containsExactly("x");
    }

    @Test
    void aRunThatIsOverHasAVerdict() {
        assertThat(run.verdict()).isEmpty();
        run.apply(new SampleRun("x").ending());
        assertThat(run.verdict()).isPresent();
        assertThat(run.took()).isEqualTo(Duration.ofMillis(16_500));
    }

    @Test
    void theLogIsItsEndWithoutWhatIsForDevelopers() {
        var chatty = new RunStory();
        for (var number = 0; number < 1000; number++) {
            chatty.apply(new Logged(SampleRun.START, Optional.empty(), LogLevel.INFO, "line " + number));
            chatty.apply(new Logged(SampleRun.START, Optional.empty(), LogLevel.DEBUG, "detail"));
        }
        assertThat(chatty.log().getLast().text()).isEqualTo("line 999");
        assertThat(chatty.log()).hasSize(400);
        assertThat(chatty.logLinesLeftOut()).isEqualTo(600);
    }

    @Test
    void aMachineThatCameLaterIsThereTooAndMayStartAgain() {
        for (TestEvent event : List.of(new MachineStarting(SampleRun.START, "late"),
                new MachineReady(SampleRun.START.plusMillis(10), "late", Duration.ofMillis(10)),
                new MachineStopped(SampleRun.START.plusMillis(20), "late"),
                new MachineStarting(SampleRun.START.plusMillis(30), "late"))) {
            run.apply(event);
        }
        assertThat(told(machine("late").states())).containsExactly("0 booting 10 DONE", "10 up 10 DONE",
                "30 booting 16470 UNENDED");
    }
}
