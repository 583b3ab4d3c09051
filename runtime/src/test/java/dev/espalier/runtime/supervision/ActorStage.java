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

    private static final Duration PATIENCE = Cast.PATIENCE;
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** A supervisor's children, and the supervisors among them. */
    private record Listing(List<String> children, Map<String, Front> supervisors) {}

    private final OtpScenario scenario;
    private final OtpTrace trace;
    private final ActorSystem<SpawnProtocol.Command> system;
    private final TestingTime time = new TestingTime();
    private final LivingWorkers workers = new LivingWorkers();
    private final Cast cast;
    private final CompletableFuture<ActorRef<Supervisor.Command>> up = new CompletableFuture<>();
    private final CompletableFuture<ExitReason> down = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<SupervisionRoot.Command>> root = new CompletableFuture<>();
    private final Map<String, Listing> listings = new HashMap<>();
    private final Map<String, Front> supervisors = new HashMap<>();

    ActorStage(OtpScenario scenario, OtpTrace trace, ActorSystem<SpawnProtocol.Command> system) {
        this.scenario = scenario;
        this.trace = trace;
        this.system = system;
        this.cast = new Cast(scenario, trace, workers, system);
    }

    @Override
    public void boot() {
        SupervisorSpec spec = scenario.supervisor("root", cast::start);
        AskPattern.<SpawnProtocol.Command, ActorRef<SupervisionRoot.Command>>ask(system,
                replyTo -> new SpawnProtocol.Spawn<>(
                        SupervisionRoot.create("root", spec, time, trace::report, this::hear), "", Props.empty(),
                        replyTo),
                PATIENCE, system.scheduler()).thenAccept(root::complete);
        CompletableFuture.anyOf(up, down).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        settle();
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
        Front target = supervisor(supervisor);
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
        List<? extends Question<?>> questions = requests.stream().map(target::ask).toList();
        second.release();
        settle();
        return questions.stream().map(Question::answerIfAny).toList();
    }

    private TestingTime.Hold holdUp(Front supervisor) {
        TestingTime.Hold hold = time.hold();
        supervisor.knock();
        return hold;
    }

    @Override
    public String call(String supervisor, OtpPlayer.Request request) {
        String answer = supervisor(supervisor).ask(request).answer(PATIENCE);
        settle();
        return answer;
    }

    private Front supervisor(String name) {
        return Objects.requireNonNull(supervisors.get(name), name);
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
            settled = down.isDone() || !trace.isAlive("root") || hasSettled("root", cast.front("root", await(up)));
            settled &= isStill() && trace.size() == before;
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("does not settle: " + listings + "\n" + String.join("\n", trace.lines()));
            }
        }
        if (!trace.isAlive("root")) {
            await(down);
        }
    }

    /** Dynamic supervisors answer while their children stop. */
    private boolean isStill() {
        if (down.isDone() || !scenario.hasDynamicSupervisors()) {
            return true;
        }
        try {
            return isStill(cast.<SupervisionRoot.Command, TreeNode>ask(await(root), GLANCE,
                    SupervisionRoot.Inspect::new).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException noAnswer) {
            return false;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isStill(TreeNode node) {
        return switch (node.state()) {
            case STARTING, STOPPING, RESTARTING, ENDED -> false;
            case NOT_RUNNING -> true;
            case RUNNING -> switch (node.below()) {
                case TreeNode.Below.Nothing nothing -> true;
                case TreeNode.Below.NoAnswer none -> false;
                case TreeNode.Below.Children children ->
                    children.nodes().stream().allMatch(ActorStage::isStill);
            };
        };
    }

    private boolean hasSettled(String name, Front supervisor) {
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
    private Optional<Listing> list(Front supervisor) {
        Map<String, Front> below = new HashMap<>();
        try {
            List<ChildInfo> found = supervisor.children(GLANCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            boolean moving = false;
            List<String> children = new ArrayList<>();
            for (ChildInfo child : found) {
                switch (child.status()) {
                    case ChildInfo.Status.Running running -> {
                        moving |= !trace.isAlive(child.id());
                        children.add(child.id() + "=" + trace.numbered(child.id()));
                        if (child.type() == ChildType.SUPERVISOR) {
                            below.put(child.id(), cast.front(child.id(), running.ref()));
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

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
