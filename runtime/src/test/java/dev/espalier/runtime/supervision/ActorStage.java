package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * A tree of real actors with a virtual clock. It has settled when every living supervisor answers, lists no one
 * who is dead and is about to restart no one, with nothing happening meanwhile.
 */
final class ActorStage implements OtpPlayer.Stage {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** A supervisor's children in start order, and the supervisors among them. */
    private record Listing(List<String> children, Map<String, ActorRef<Supervisor.Command>> supervisors) {}

    /** A request on its way, and how Erlang writes the reply to it. */
    private record Question<R>(CompletableFuture<R> reply, Function<R, String> term) {

        String answer() {
            return term.apply(await(reply));
        }

        String answerIfAny() {
            return reply.isDone() ? answer() : "noproc";
        }
    }

    private final OtpScenario scenario;
    private final OtpTrace trace;
    private final ActorSystem<SpawnProtocol.Command> system;
    private final TestingTime time = new TestingTime();
    private final LivingWorkers workers = new LivingWorkers();
    private final CompletableFuture<ActorRef<Supervisor.Command>> up = new CompletableFuture<>();
    private final CompletableFuture<ExitReason> down = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<SupervisionRoot.Command>> root = new CompletableFuture<>();
    private final Map<String, Listing> listings = new HashMap<>();
    private final Map<String, ActorRef<Supervisor.Command>> supervisors = new HashMap<>();

    ActorStage(OtpScenario scenario, OtpTrace trace, ActorSystem<SpawnProtocol.Command> system) {
        this.scenario = scenario;
        this.trace = trace;
        this.system = system;
    }

    @Override
    public void boot() {
        SupervisorSpec spec = scenario.supervisor("root", this::start);
        AskPattern.<SpawnProtocol.Command, ActorRef<SupervisionRoot.Command>>ask(system,
                replyTo -> new SpawnProtocol.Spawn<>(
                        SupervisionRoot.create("root", spec, time, trace::report, this::hear), "", Props.empty(),
                        replyTo),
                PATIENCE, system.scheduler()).thenAccept(root::complete);
        CompletableFuture.anyOf(up, down).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        settle();
    }

    private ChildStart start(OtpScenario.Definition definition) {
        return ScenarioWorker.start(definition, trace, workers);
    }

    private void hear(SupervisionRoot.Notice notice) {
        switch (notice) {
            case SupervisionRoot.Notice.Up tree -> {
                trace.rootIsUp();
                up.complete(tree.supervisor());
            }
            case SupervisionRoot.Notice.Down tree -> down.complete(tree.reason());
        }
    }

    @Override
    public void crash(String worker, ExitReason reason) {
        end(worker, new ScenarioWorker.Crash(reason));
    }

    @Override
    public void kill(String worker) {
        end(worker, new ScenarioWorker.Die());
    }

    private void end(String worker, ScenarioWorker.Command order) {
        String incarnation = trace.numbered(worker);
        workers.get(worker).tell(order);
        trace.awaitDeath(worker, incarnation, PATIENCE);
        settle();
    }

    @Override
    public void tick(long seconds) {
        time.advance(seconds);
    }

    @Override
    public void shutdown() {
        await(root).tell(SupervisionRoot.Stop.INSTANCE);
        await(down);
    }

    /**
     * The supervisor is held up twice. The ends of its children are system messages, which it looks at between two
     * others; while it is held up again they wait in its mailbox, and the requests behind them.
     */
    @Override
    public List<String> surprise(String supervisor, List<String> victims, ExitReason reason,
            List<OtpPlayer.Request> requests) {
        ActorRef<Supervisor.Command> target = supervisor(supervisor);
        TestingTime.Hold first = holdUp(target);
        first.awaitReached(PATIENCE);
        TestingTime.Hold second = holdUp(target);
        for (String victim : victims) {
            ActorRef<ScenarioWorker.Command> worker = workers.get(victim);
            Obituary obituary = Obituary.awaiting(worker, system);
            worker.tell(new ScenarioWorker.Crash(reason));
            await(obituary.gone());
        }
        first.release();
        second.awaitReached(PATIENCE);
        List<? extends Question<?>> questions = requests.stream().map(request -> ask(target, request)).toList();
        second.release();
        settle();
        return questions.stream().map(Question::answerIfAny).toList();
    }

    private TestingTime.Hold holdUp(ActorRef<Supervisor.Command> supervisor) {
        TestingTime.Hold hold = time.hold();
        supervisor.tell(new Supervisor.CountChildren(system.ignoreRef()));
        return hold;
    }

    @Override
    public String call(String supervisor, OtpPlayer.Request request) {
        String answer = ask(supervisor(supervisor), request).answer();
        settle();
        return answer;
    }

    private ActorRef<Supervisor.Command> supervisor(String name) {
        return Objects.requireNonNull(supervisors.get(name), name);
    }

    private Question<?> ask(ActorRef<Supervisor.Command> supervisor, OtpPlayer.Request request) {
        String child = request.child();
        return switch (request.verb()) {
            case "start_child" -> this.<StartReply>ask(supervisor,
                    reply -> new Supervisor.StartChild(scenario.child(child, this::start), reply),
                    reply -> startTerm(child, reply));
            case "restart_child" -> this.<RestartReply>ask(supervisor,
                    reply -> new Supervisor.RestartChild(child, reply), reply -> restartTerm(child, reply));
            case "terminate_child" -> this.<TerminateReply>ask(supervisor,
                    reply -> new Supervisor.TerminateChild(child, reply), ErlangTerm::of);
            case "delete_child" -> this.<DeleteReply>ask(supervisor,
                    reply -> new Supervisor.DeleteChild(child, reply), ErlangTerm::of);
            case "count" -> this.<ChildCounts>ask(supervisor, Supervisor.CountChildren::new, ErlangTerm::of);
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private String startTerm(String child, StartReply reply) {
        return switch (reply) {
            case StartReply.Started started -> "{ok,'" + numbered(child, started.ref()) + "'}";
            case StartReply.Ignored ignored -> "{ok,undefined}";
            case StartReply.Failed failed -> "{error,{" + ErlangTerm.of(failed.reason()) + ",childrec}}";
            case StartReply.AlreadyStarted already ->
                "{error,{already_started,'" + numbered(child, already.ref()) + "'}}";
            case StartReply.AlreadyPresent already -> "{error,already_present}";
            case StartReply.Invalid invalid -> "{error," + ErlangTerm.of(invalid.error()) + "}";
        };
    }

    /** Also where the child is up again since. */
    private String numbered(String child, ActorRef<?> ref) {
        return workers.incarnation(ref).orElseGet(() -> trace.numbered(child));
    }

    private String restartTerm(String child, RestartReply reply) {
        return switch (reply) {
            case RestartReply.Started started -> "{ok,'" + numbered(child, started.ref()) + "'}";
            case RestartReply.Ignored ignored -> "{ok,undefined}";
            case RestartReply.Failed failed -> "{error," + ErlangTerm.of(failed.reason()) + "}";
            case RestartReply.Running running -> "{error,running}";
            case RestartReply.Restarting restarting -> "{error,restarting}";
            case RestartReply.NotFound notFound -> "{error,not_found}";
        };
    }

    @Override
    public List<String> state(String supervisor) {
        return Objects.requireNonNull(listings.get(supervisor)).children();
    }

    @Override
    public ExitReason rootReason() {
        return await(down);
    }

    private void settle() {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        boolean settled = false;
        while (!settled) {
            listings.clear();
            int before = trace.size();
            settled = down.isDone() || !trace.isAlive("root") || hasSettled("root", await(up));
            settled &= trace.size() == before;
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("does not settle: " + listings + "\n" + String.join("\n", trace.lines()));
            }
        }
        if (!trace.isAlive("root")) {
            await(down);
        }
    }

    private boolean hasSettled(String name, ActorRef<Supervisor.Command> supervisor) {
        Optional<Listing> listing = list(supervisor);
        listing.ifPresent(found -> {
            listings.put(name, found);
            supervisors.put(name, supervisor);
        });
        return listing.isPresent() && listing.get()
                .supervisors()
                .entrySet()
                .stream()
                .allMatch(child -> hasSettled(child.getKey(), child.getValue()));
    }

    /** The children, if the supervisor answers soon and all it lists is as it will stay. */
    private Optional<Listing> list(ActorRef<Supervisor.Command> supervisor) {
        Map<String, ActorRef<Supervisor.Command>> below = new HashMap<>();
        try {
            List<ChildInfo> newestFirst = AskPattern.<Supervisor.Command, List<ChildInfo>>ask(supervisor,
                    Supervisor.WhichChildren::new, GLANCE,
                    system.scheduler())
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            boolean moving = false;
            List<String> children = new ArrayList<>();
            for (ChildInfo child : newestFirst.reversed()) {
                switch (child.status()) {
                    case ChildInfo.Status.Running running -> {
                        moving |= !trace.isAlive(child.id());
                        children.add(child.id() + "=" + trace.numbered(child.id()));
                        if (child.type() == ChildType.SUPERVISOR) {
                            below.put(child.id(), running.ref().unsafeUpcast().narrow());
                        }
                    }
                    case ChildInfo.Status.Restarting restarting -> moving = true;
                    case ChildInfo.Status.NotRunning none -> children.add(child.id() + "=undefined");
                }
            }
            return moving ? Optional.empty() : Optional.of(new Listing(children, below));
        } catch (ExecutionException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private <R> Question<R> ask(ActorRef<Supervisor.Command> supervisor,
            Function<ActorRef<R>, Supervisor.Command> call, Function<R, String> term) {
        return new Question<>(AskPattern.ask(supervisor, call::apply, PATIENCE, system.scheduler())
                .toCompletableFuture(), term);
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
