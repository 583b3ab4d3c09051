package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.espalier.runtime.supervision.OtpPlayer.Request;

/**
 * One bare dynamic core and its workers. What a start or a stop leads to is heard before any other message, and the time
 * for it passes before that, since Elixir's supervisor waits for each.
 */
final class DynamicCoreStage implements OtpPlayer.Stage {

    private final OtpScenario scenario;
    private final OtpTrace trace;
    private final DynamicCore core;
    private final Deque<CoreEvent.OfChild> awaited = new ArrayDeque<>();
    private final Deque<Supplier<List<CoreEffect>>> queue = new ArrayDeque<>();
    private final Map<Long, String> workers = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final SequencedMap<Long, CoreEvent.DeadlinePassed> deadlines = new LinkedHashMap<>();
    private long now;
    private ExitReason rootReason = ExitReason.normal();

    DynamicCoreStage(OtpScenario scenario, OtpTrace trace) {
        this.scenario = scenario;
        this.trace = trace;
        this.core = new DynamicCore("root", scenario.dynamicSupervisor("root"));
    }

    private void settle() {
        while (!awaited.isEmpty() || !deadlines.isEmpty() || !queue.isEmpty()) {
            next().forEach(this::perform);
        }
    }

    private List<CoreEffect> next() {
        if (!awaited.isEmpty()) {
            return core.at(now).hear(awaited.remove());
        }
        var deadline = deadlines.pollFirstEntry();
        return deadline == null ? queue.remove().get() : core.at(now).hear(deadline.getValue());
    }

    private void perform(CoreEffect effect) {
        switch (effect) {
            case CoreEffect.Spawn spawn -> spawn(spawn.spec().id(), spawn.token());
            case CoreEffect.AskToStop ask -> askToStop(ask.token());
            case CoreEffect.Kill kill -> stop(worker(kill.token()), ExitReason.killed());
            case CoreEffect.Bury bury -> workers.remove(bury.token());
            case CoreEffect.Arm arm -> deadlines.put(arm.token(), new CoreEvent.DeadlinePassed(arm.token()));
            case CoreEffect.Disarm disarm -> deadlines.remove(disarm.token());
            case CoreEffect.TryAgainLater later -> queue.add(() -> core.at(now).tryAgain(later.attempt()));
            case CoreEffect.Answer<?> answer -> answer.deliver();
            case CoreEffect.Report report -> trace.report(report.event());
            case CoreEffect.BecomeReady ready -> throw new IllegalStateException("it is ready from the start");
            case CoreEffect.Exit exit -> {
                rootReason = exit.reason();
                deadlines.clear();
                queue.clear();
            }
        }
    }

    private void spawn(String id, long token) {
        workers.put(token, id);
        String outcome = scenario.definition(id).startOutcome(trace.next(id));
        switch (outcome) {
            case "ok" -> {
                trace.started(id);
                newest.put(id, token);
                awaited.add(new CoreEvent.ChildUp(token, Optional.empty()));
            }
            case "ignore" -> {
                trace.ignored(id);
                awaited.add(new CoreEvent.ChildIgnored(token));
            }
            default -> awaited.add(new CoreEvent.ChildGone(token, trace.notStarted(id, outcome)));
        }
    }

    private void askToStop(long token) {
        String worker = worker(token);
        if (trace.isAlive(worker)) {
            Manners manners = scenario.definition(worker).manners();
            if (!(manners instanceof Manners.NoTrap)) {
                trace.cleanedUp(worker, ExitReason.shutdown());
            }
            if (!(manners instanceof Manners.Hang)) {
                stop(worker, manners.bend(ExitReason.shutdown()));
            }
        }
    }

    private String worker(long token) {
        return Objects.requireNonNull(workers.get(token));
    }

    private void crashNow(String worker, ExitReason reason) {
        trace.cleanedUp(worker, reason);
        end(worker, scenario.definition(worker).manners().bend(reason));
    }

    /** By itself, which the supervisor finds among its messages. */
    private void end(String worker, ExitReason reason) {
        exit(worker, reason).ifPresent(gone -> queue.add(() -> core.at(now).hear(gone)));
    }

    private void stop(String worker, ExitReason reason) {
        exit(worker, reason).ifPresent(awaited::add);
    }

    /** Nothing happens to one that is dead already. */
    private Optional<CoreEvent.ChildGone> exit(String worker, ExitReason reason) {
        if (!trace.isAlive(worker)) {
            return Optional.empty();
        }
        trace.exited(worker, reason);
        return Optional.of(new CoreEvent.ChildGone(token(worker), reason));
    }

    private long token(String worker) {
        return newest.getOrDefault(worker, 0L);
    }

    @Override
    public void boot() {
        trace.rootIsUp();
    }

    @Override
    public void crash(String worker, ExitReason reason) {
        crashNow(worker, reason);
        settle();
    }

    @Override
    public void kill(String worker) {
        end(worker, ExitReason.killed());
        settle();
    }

    @Override
    public List<String> surprise(String supervisor, List<String> victims, ExitReason reason, List<Request> requests) {
        victims.forEach(victim -> crashNow(victim, reason));
        List<AtomicReference<String>> answers = requests.stream().map(this::ask).toList();
        settle();
        return answers.stream().map(AtomicReference::get).toList();
    }

    @Override
    public void tick(long seconds) {
        now += seconds;
    }

    @Override
    public void shutdown() {
        queue.add(core::shutDown);
        settle();
    }

    @Override
    public String call(String supervisor, Request request) {
        AtomicReference<String> answer = ask(request);
        settle();
        return answer.get();
    }

    private AtomicReference<String> ask(Request request) {
        AtomicReference<String> answer = new AtomicReference<>("noproc");
        String child = request.child();
        switch (request.verb()) {
            case "start_child" -> queue.add(() -> core.at(now)
                    .startChild(scenario.child(child, CoreStage::noActor),
                            reply -> answer.set(startTerm(child, reply))));
            case "terminate_child" -> {
                long token = token(child);
                queue.add(() -> core.at(now).terminateChild(token, reply -> answer.set(ErlangTerm.of(reply))));
            }
            case "count" -> queue.add(() -> {
                answer.set(ErlangTerm.of(core.count()));
                return List.of();
            });
            case String other -> throw new IllegalArgumentException(other);
        }
        return answer;
    }

    private String startTerm(String child, CoreEvent.DynamicStartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started -> "{ok,'" + trace.numbered(child) + "'}";
            case CoreEvent.Ignored ignored -> "ignore";
            case CoreEvent.Failed failed -> "{error," + ErlangTerm.of(failed.reason()) + "}";
            case CoreEvent.TooMany tooMany -> "{error,max_children}";
            case CoreEvent.Invalid invalid -> "{error," + ErlangTerm.of(invalid.error()) + "}";
        };
    }

    /** By name, as they have no order. */
    @Override
    public List<String> state(String supervisor) {
        return core.snapshot()
                .values()
                .stream()
                .map(child -> child.spec().id() + "=" + trace.numbered(child.spec().id()))
                .sorted()
                .toList();
    }

    @Override
    public ExitReason rootReason() {
        return rootReason;
    }
}
