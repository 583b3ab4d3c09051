package dev.espalier.report;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.ConsoleSaid;
import dev.espalier.report.TestEvent.HostDescribed;
import dev.espalier.report.TestEvent.ImageBuilding;
import dev.espalier.report.TestEvent.ImageReady;
import dev.espalier.report.TestEvent.LinksChanged;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineDescribed;
import dev.espalier.report.TestEvent.MachineDied;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineRebooted;
import dev.espalier.report.TestEvent.MachineRebooting;
import dev.espalier.report.TestEvent.MachineRestarting;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.MachineStopped;
import dev.espalier.report.TestEvent.PromptOpened;
import dev.espalier.report.TestEvent.RunEnded;
import dev.espalier.report.TestEvent.RunStarted;
import dev.espalier.report.TestEvent.ScreenshotTaken;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import dev.espalier.report.TestEvent.Supervised;
import dev.espalier.report.TestEvent.WaitEnded;
import dev.espalier.report.TestEvent.WaitStarted;

/** The texts in an event that a test, a guest or a program made. Names of machines and of subtests are none of them. */
final class EventTexts {
    private EventTexts() {}

    static TestEvent changed(TestEvent event, UnaryOperator<String> change) {
        return switch (event) {
            case MachineRestarting(var at, var machine, var why, var after) ->
                new MachineRestarting(at, machine, change.apply(why), after);
            case MachineDied(var at, var machine, var why) -> new MachineDied(at, machine, change.apply(why));
            case WaitStarted(var at, var number, var machine, var what) ->
                new WaitStarted(at, number, machine, change.apply(what));
            case WaitEnded(var at, var number, var machine, var what, var took, var outcome) ->
                new WaitEnded(at, number, machine, change.apply(what), took, outcome);
            case CommandStarted(var at, var number, var machine, var command) ->
                new CommandStarted(at, number, machine, change.apply(command));
            case CommandEnded(var at, var number, var machine, var command, var exitStatus, var took) ->
                new CommandEnded(at, number, machine, change.apply(command), exitStatus, took);
            case SubtestFailed(var at, var path, var took, var failure) ->
                new SubtestFailed(at, path, took, changed(failure, change));
            case Logged(var at, var machine, var level, var text) ->
                new Logged(at, machine, level, change.apply(text));
            case ConsoleSaid(var at, var machine, var line) -> new ConsoleSaid(at, machine, change.apply(line));
            case PromptOpened(var at, var verdict) -> new PromptOpened(at, changed(verdict, change));
            case RunEnded(var at, var took, var verdict) -> new RunEnded(at, took, changed(verdict, change));
            case HostDescribed(var at, var facts) -> new HostDescribed(at, changed(facts, change));
            case MachineDescribed(var at, var machine, var facts) ->
                new MachineDescribed(at, machine, changed(facts, change));
            case Supervised(var at, var supervisor, var child, var step, var why) ->
                new Supervised(at, supervisor, child, step, change.apply(why));
            case LinksChanged plain -> plain;
            case ScreenshotTaken plain -> plain;
            case RunStarted plain -> plain;
            case ImageBuilding plain -> plain;
            case ImageReady plain -> plain;
            case MachineStarting plain -> plain;
            case MachineReady plain -> plain;
            case MachineRebooting plain -> plain;
            case MachineRebooted plain -> plain;
            case MachineStopped plain -> plain;
            case SubtestStarted plain -> plain;
            case SubtestPassed plain -> plain;
        };
    }

    private static List<Fact> changed(List<Fact> facts, UnaryOperator<String> change) {
        return facts.stream().map(fact -> new Fact(fact.name(), change.apply(fact.value()))).toList();
    }

    private static Verdict changed(Verdict verdict, UnaryOperator<String> change) {
        return switch (verdict) {
            case Verdict.Failed(var failure) -> new Verdict.Failed(changed(failure, change));
            case Verdict.Passed plain -> plain;
            case Verdict.TimedOut plain -> plain;
            case Verdict.Interrupted plain -> plain;
        };
    }

    private static Failure changed(Failure failure, UnaryOperator<String> change) {
        return new Failure(failure.type(), change.apply(failure.message()), change.apply(failure.details()));
    }
}
