package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.OtpScenario.Definition;

/** A tree of bare cores: messages are a queue, and time passes only when nothing else is left to do. */
final class CoreStage implements OtpPlayer.Stage {

    private static final Optional<Object> NOTHING = Optional.empty();

    /** Where an incarnation stands: its supervisor, and the token it has there. */
    private record Place(Node supervisor, long token) {}

    /** One incarnation of a supervisor. */
    private final class Node {

        private final String name;
        private final Consumer<CoreEvent> parent;
        private final SupervisorCore core;
        private final Map<Long, Node> supervisors = new HashMap<>();
        private final Map<Long, String> workers = new HashMap<>();
        private final SequencedMap<Long, CoreEvent> deadlines = new LinkedHashMap<>();
        private final long token;

        Node(String name, long token, Consumer<CoreEvent> parent) {
            this.name = name;
            this.token = token;
            this.parent = parent;
            this.core = new SupervisorCore(name, scenario.supervisor(name, CoreStage::noActor));
            nodes.put(name, this);
        }

        void send(CoreEvent event) {
            queue.add(() -> core.handle(event, now).forEach(this::perform));
        }

        private void perform(CoreEffect effect) {
            switch (effect) {
                case CoreEffect.Spawn spawn -> spawn(spawn.spec().id(), spawn.token());
                case CoreEffect.AskToStop ask -> askToStop(ask.token());
                case CoreEffect.Kill kill -> {
                    if (trace.isAlive(worker(kill.token()))) {
                        trace.exited(worker(kill.token()), ExitReason.killed());
                        send(new CoreEvent.ChildGone(kill.token(), ExitReason.killed()));
                    }
                }
                case CoreEffect.Bury bury -> {
                    supervisors.remove(bury.token());
                    workers.remove(bury.token());
                    deadlines.remove(bury.token());
                }
                case CoreEffect.Arm arm -> deadlines.put(arm.token(), new CoreEvent.DeadlinePassed(arm.token()));
                case CoreEffect.Disarm disarm -> deadlines.remove(disarm.token());
                case CoreEffect.TryAgainLater later -> send(new CoreEvent.TryAgain(later.id(), later.attempt()));
                case CoreEffect.Answer<?> answer -> answer.deliver();
                case CoreEffect.Report report -> trace.report(report.event());
                case CoreEffect.BecomeReady ready -> parent.accept(new CoreEvent.ChildUp(token, NOTHING));
                case CoreEffect.Exit exit -> {
                    nodes.remove(name, this);
                    parent.accept(new CoreEvent.ChildGone(token, exit.reason()));
                }
            }
        }

        private void spawn(String id, long childToken) {
            if (scenario.definition(id).supervisor()) {
                Node child = new Node(id, childToken, this::send);
                supervisors.put(childToken, child);
                child.send(new CoreEvent.Boot());
                return;
            }
            workers.put(childToken, id);
            String outcome = scenario.definition(id).startOutcome(trace.next(id));
            switch (outcome) {
                case "ok" -> {
                    trace.started(id);
                    places.put(id, new Place(this, childToken));
                    send(new CoreEvent.ChildUp(childToken, NOTHING));
                }
                case "ignore" -> {
                    trace.ignored(id);
                    send(new CoreEvent.ChildIgnored(childToken));
                }
                default -> send(new CoreEvent.ChildGone(childToken, trace.notStarted(id, outcome)));
            }
        }

        private void askToStop(long childToken) {
            Node supervisor = supervisors.get(childToken);
            if (supervisor != null) {
                supervisor.send(new CoreEvent.ShutdownOrdered());
                return;
            }
            String worker = worker(childToken);
            if (!trace.isAlive(worker)) {
                return;
            }
            Manners manners = scenario.definition(worker).manners();
            if (!(manners instanceof Manners.NoTrap)) {
                trace.cleanedUp(worker, ExitReason.shutdown());
            }
            boolean inTime = switch (manners) {
                case Manners.Clean clean -> true;
                case Manners.NoTrap noTrap -> true;
                case Manners.Hang hang -> false;
                case Manners.Slow slow -> scenario.child(worker, CoreStage::noActor)
                        .shutdown()
                        .deadline()
                        .map(deadline -> slow.time().compareTo(deadline) < 0)
                        .orElse(true);
                case Manners.Wilful wilful -> true;
            };
            if (inTime) {
                ExitReason reason = manners.bend(ExitReason.shutdown());
                trace.exited(worker, reason);
                send(new CoreEvent.ChildGone(childToken, reason));
            }
        }

        private String worker(long childToken) {
            String worker = workers.get(childToken);
            if (worker == null) {
                throw new IllegalStateException("no worker " + childToken + " in " + name);
            }
            return worker;
        }

        private boolean passDeadline() {
            var first = deadlines.pollFirstEntry();
            if (first != null) {
                send(first.getValue());
            }
            return first != null;
        }
    }

    private final OtpScenario scenario;
    private final OtpTrace trace;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private long now;
    private ExitReason rootReason = ExitReason.normal();

    CoreStage(OtpScenario scenario, OtpTrace trace) {
        this.scenario = scenario;
        this.trace = trace;
    }

    @Override
    public void boot() {
        new Node("root", 0, this::atRoot).send(new CoreEvent.Boot());
        settle();
    }

    @Override
    public void crash(String worker, ExitReason reason) {
        end(worker, reason);
        settle();
    }

    private void end(String worker, ExitReason reason) {
        trace.cleanedUp(worker, reason);
        gone(worker, scenario.definition(worker).manners().bend(reason));
    }

    @Override
    public void kill(String worker) {
        gone(worker, ExitReason.killed());
        settle();
    }

    private void gone(String worker, ExitReason reason) {
        trace.exited(worker, reason);
        Place place = Objects.requireNonNull(places.get(worker));
        place.supervisor().send(new CoreEvent.ChildGone(place.token(), reason));
    }

    @Override
    public List<String> surprise(String supervisor, List<String> workers, ExitReason reason,
            List<OtpPlayer.Request> requests) {
        workers.forEach(worker -> end(worker, reason));
        List<AtomicReference<String>> answers = requests.stream().map(request -> ask(supervisor, request)).toList();
        settle();
        return answers.stream().map(AtomicReference::get).toList();
    }

    @Override
    public void tick(long seconds) {
        now += seconds;
    }

    @Override
    public void shutdown() {
        node("root").send(new CoreEvent.ShutdownOrdered());
        settle();
    }

    @Override
    public String call(String supervisor, OtpPlayer.Request request) {
        AtomicReference<String> answer = ask(supervisor, request);
        settle();
        return answer.get();
    }

    private AtomicReference<String> ask(String supervisor, OtpPlayer.Request request) {
        AtomicReference<String> answer = new AtomicReference<>("noproc");
        String child = request.child();
        node(supervisor).send(switch (request.verb()) {
            case "start_child" -> new CoreEvent.StartChild(scenario.child(child, CoreStage::noActor),
                    reply -> answer.set(startTerm(child, reply)));
            case "restart_child" -> new CoreEvent.RestartChild(child, reply -> answer.set(restartTerm(child, reply)));
            case "terminate_child" -> new CoreEvent.TerminateChild(child, reply -> answer.set(ErlangTerm.of(reply)));
            case "delete_child" -> new CoreEvent.DeleteChild(child, reply -> answer.set(ErlangTerm.of(reply)));
            case "count" -> new CoreEvent.CountChildren(counts -> answer.set(ErlangTerm.of(counts)));
            case String other -> throw new IllegalArgumentException(other);
        });
        return answer;
    }

    private String startTerm(String child, CoreEvent.StartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started -> "{ok,'" + trace.numbered(child) + "'}";
            case CoreEvent.Ignored ignored -> "{ok,undefined}";
            case CoreEvent.Failed failed -> "{error,{" + ErlangTerm.of(failed.reason()) + ",childrec}}";
            case CoreEvent.AlreadyStarted already -> "{error,{already_started,'" + trace.numbered(child) + "'}}";
            case CoreEvent.AlreadyPresent already -> "{error,already_present}";
            case CoreEvent.Invalid invalid -> "{error," + ErlangTerm.of(invalid.error()) + "}";
        };
    }

    private String restartTerm(String child, CoreEvent.RestartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started -> "{ok,'" + trace.numbered(child) + "'}";
            case CoreEvent.Ignored ignored -> "{ok,undefined}";
            case CoreEvent.Failed failed -> "{error," + ErlangTerm.of(failed.reason()) + "}";
            case CoreEvent.AlreadyRunning running -> "{error,running}";
            case CoreEvent.AlreadyRestarting restarting -> "{error,restarting}";
            case CoreEvent.Unknown unknown -> "{error,not_found}";
        };
    }

    @Override
    public List<String> state(String supervisor) {
        List<String> children = new ArrayList<>();
        node(supervisor).send(new CoreEvent.WhichChildren(list -> list.reversed().forEach(child -> {
            String id = child.spec().id();
            children.add(id + "=" + switch (child.state()) {
                case ChildState.Live live -> trace.numbered(id);
                case ChildState.Dead dead -> "dead";
                case ChildState.Restarting restarting -> "restarting";
                case ChildState.NotRunning none -> "undefined";
            });
        })));
        settle();
        return children;
    }

    @Override
    public ExitReason rootReason() {
        return rootReason;
    }

    static ChildStart noActor(Definition definition) {
        return self -> {
            throw new IllegalStateException("there are no actors here: " + definition.name());
        };
    }

    private Node node(String supervisor) {
        return Objects.requireNonNull(nodes.get(supervisor), supervisor);
    }

    private void settle() {
        do {
            while (!queue.isEmpty()) {
                queue.remove().run();
            }
        } while (nodes.values().stream().anyMatch(Node::passDeadline));
    }

    private void atRoot(CoreEvent event) {
        switch (event) {
            case CoreEvent.ChildUp up -> trace.rootIsUp();
            case CoreEvent.ChildGone gone -> rootReason = gone.reason();
            default -> throw new IllegalStateException("unexpected at the root: " + event);
        }
    }
}
