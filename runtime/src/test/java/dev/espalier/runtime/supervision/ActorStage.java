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

    @Override
    public String call(String verb, String supervisor, String child) {
        ActorRef<Supervisor.Command> target = Objects.requireNonNull(supervisors.get(supervisor));
        String answer = switch (verb) {
            case "start_child" -> startTerm(child, this.<StartReply>ask(target,
                    reply -> new Supervisor.StartChild(scenario.child(child, this::start), reply)));
            case "restart_child" -> restartTerm(child,
                    this.<RestartReply>ask(target, reply -> new Supervisor.RestartChild(child, reply)));
            case "terminate_child" -> ErlangTerm
                    .of(this.<TerminateReply>ask(target, reply -> new Supervisor.TerminateChild(child, reply)));
            case "delete_child" -> ErlangTerm
                    .of(this.<DeleteReply>ask(target, reply -> new Supervisor.DeleteChild(child, reply)));
            case "count" -> ErlangTerm.of(this.<ChildCounts>ask(target, Supervisor.CountChildren::new));
            default -> throw new IllegalArgumentException(verb);
        };
        settle();
        return answer;
    }

    private String startTerm(String child, StartReply reply) {
        return switch (reply) {
            case StartReply.Started started -> "{ok,'" + trace.numbered(child) + "'}";
            case StartReply.Ignored ignored -> "{ok,undefined}";
            case StartReply.Failed failed -> "{error,{" + ErlangTerm.of(failed.reason()) + ",childrec}}";
            case StartReply.AlreadyStarted already -> "{error,{already_started,'" + trace.numbered(child) + "'}}";
            case StartReply.AlreadyPresent already -> "{error,already_present}";
            case StartReply.Invalid invalid -> ErlangTerm.badCombination(scenario.parent(child).autoShutdown());
        };
    }

    private String restartTerm(String child, RestartReply reply) {
        return switch (reply) {
            case RestartReply.Started started -> "{ok,'" + trace.numbered(child) + "'}";
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

    private <R> R ask(ActorRef<Supervisor.Command> supervisor, Function<ActorRef<R>, Supervisor.Command> call) {
        return await(AskPattern.ask(supervisor, call::apply, PATIENCE, system.scheduler()).toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
