package dev.espalier.bench.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.bench.result.Work;
import dev.espalier.report.SupervisionStep;
import dev.espalier.report.TestEvent;
import dev.espalier.report.WaitOutcome;

/** When a machine's boot got how far, by what was told of it. */
final class Phases {
    private static final String FIRST_LINE = "Linux version ";
    private static final String FIRST_PROGRAM = " as init process";

    private Phases() {}

    /**
     * Times since its start, of its first life. What nobody told of is not there: a quiet kernel, or no kernel.
     *
     * @throws IllegalArgumentException if it was not started
     */
    static Map<Work, Duration> of(Collection<TestEvent> events, String machine) {
        var start = events.stream()
                .filter(event -> event instanceof TestEvent.MachineStarting starting
                        && starting.machine().equals(machine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(machine + " was not started"))
                .at();
        List<TestEvent> since = new ArrayList<>(events);
        since.removeIf(event -> event.at().isBefore(start));
        Map<Work, Duration> phases = new EnumMap<>(Work.class);
        for (var work : Work.values()) {
            first(since, work, machine).ifPresent(at -> phases.put(work, Duration.between(start, at)));
        }
        return phases;
    }

    private static Optional<Instant> first(List<TestEvent> events, Work work, String machine) {
        return events.stream()
                .filter(event -> phase(event, machine).filter(work::equals).isPresent())
                .findFirst()
                .map(TestEvent::at);
    }

    private static Optional<Work> phase(TestEvent event, String machine) {
        return Optional.ofNullable(switch (event) {
            case TestEvent.Supervised(var at, var supervisor, var child, var step, var why) when step == SupervisionStep.UP
                    && child.equals("tree")
                    && supervisor.endsWith("/machines/" + machine) ->
                Work.SPAWN;
            case TestEvent.ConsoleSaid(var at, var of, var line) when of.equals(machine)
                    && line.contains(FIRST_LINE) ->
                Work.KERNEL;
            case TestEvent.ConsoleSaid(var at, var of, var line) when of.equals(machine)
                    && line.contains(FIRST_PROGRAM) ->
                Work.INIT;
            case TestEvent.MachineReady(var at, var of, var after) when of.equals(machine) -> Work.SHELL;
            case TestEvent.CommandEnded(var at, var number, var of, var command, var status, var took) when of
                    .equals(machine) && status.isPresent() && status.getAsInt() == 0 ->
                Work.FIRST_COMMAND;
            case TestEvent.WaitEnded(var at, var number, var of, var what, var took, var outcome) when of
                    .equals(machine) && what.contains("multi-user.target") && outcome == WaitOutcome.MET ->
                Work.MULTI_USER;
            default -> null;
        });
    }
}
