package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** A supervision tree of real actors, and everything that happens in it in one ordered log. */
final class TestingTree implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Nothing that would reach beyond the actor system. */
    static final Config CONFIG = ConfigFactory.parseString("""
            pekko.daemonic = on
            pekko.jvm-shutdown-hooks = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.coordinated-shutdown.exit-jvm = off
            pekko.jvm-exit-on-fatal-error = off
            pekko.log-dead-letters = 0
            pekko.log-dead-letters-during-shutdown = off
            pekko.loglevel = WARNING
            """).withFallback(ConfigFactory.load());

    final TestingTime time = new TestingTime();
    final CompletableFuture<ExitReason> down = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<Supervisor.Command>> up = new CompletableFuture<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Map<String, Runnable> reactions = new ConcurrentHashMap<>();
    private @Nullable ActorSystem<SupervisionRoot.Command> system;

    TestingTree start(SupervisorSpec spec) {
        system = ActorSystem.create(SupervisionRoot.create("root", spec, time, this::hear, this::hear), "test", CONFIG);
        return this;
    }

    /** A worker that logs its start and its clean-up and can be told to die in several ways. */
    ChildSpec worker(String id) {
        return ChildSpec.worker(id, ChildStart.acknowledged(self -> TestingWorker.create(id, self, this)));
    }

    /** As {@link #worker(String)}, but some of its starts fail; the first is number 1. */
    ChildSpec worker(String id, IntPredicate failing) {
        AtomicInteger starts = new AtomicInteger();
        return ChildSpec.worker(id, self -> failing.test(starts.incrementAndGet())
                ? self.failed(ExitReason.failed("no"))
                : worker(id).start().behavior(self));
    }

    /** As {@link #worker(String)}, but whoever starts it is told something. */
    ChildSpec informing(String id, Object info) {
        return ChildSpec.worker(id, self -> {
            self.started(info);
            return TestingWorker.create(id, self, this);
        });
    }

    void note(String line) {
        log.add(line);
    }

    private void hear(SupervisionEvent event) {
        String line = switch (event) {
            case SupervisionEvent.ChildTerminated e -> e.id() + " terminated: " + e.reason().describe();
            case SupervisionEvent.StartFailed e -> e.id() + " start failed: " + e.reason().describe();
            case SupervisionEvent.ShutdownFailed e -> e.id() + " shutdown failed: " + e.reason().describe();
            case SupervisionEvent.IntensityReached e -> e.id() + " restarted too often";
            case SupervisionEvent.ChildAbandoned e -> e.id() + " abandoned";
            case SupervisionEvent.ThreadAbandoned e -> e.id() + " abandoned its thread " + e.thread();
            case SupervisionEvent.ChildStarted e -> e.id() + " is up";
            case SupervisionEvent.ChildStopped e -> e.id() + " stopped: " + e.reason().describe();
            case SupervisionEvent.SupervisorStopped e -> e.supervisor() + " over: " + e.reason().describe();
        };
        note(line);
        Objects.requireNonNullElse(reactions.remove(line), () -> {}).run();
    }

    private void hear(SupervisionRoot.Notice notice) {
        switch (notice) {
            case SupervisionRoot.Notice.Up tree -> up.complete(tree.supervisor());
            case SupervisionRoot.Notice.Down tree -> down.complete(tree.reason());
        }
    }

    ActorSystem<SupervisionRoot.Command> system() {
        if (system == null) {
            throw new IllegalStateException("not started");
        }
        return system;
    }

    ActorRef<Supervisor.Command> supervisor() throws Exception {
        return up.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    <R> R ask(Function<ActorRef<R>, Supervisor.Command> command) throws Exception {
        return ask(supervisor(), command);
    }

    <C, R> R ask(ActorRef<C> target, Function<ActorRef<R>, C> command) throws Exception {
        return send(target, command).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private <C, R> CompletableFuture<R> send(ActorRef<C> target, Function<ActorRef<R>, C> command) {
        return AskPattern.<C, R>ask(target, command::apply, PATIENCE, system().scheduler()).toCompletableFuture();
    }

    /** Asks when a supervisor reports this for the first time, before that supervisor does anything else. */
    <C, R> CompletableFuture<R> askOnce(String line, ActorRef<C> target, Function<ActorRef<R>, C> command) {
        CompletableFuture<Boolean> reported = new CompletableFuture<>();
        reactions.merge(line, () -> reported.complete(true), (first, second) -> () -> {
            first.run();
            second.run();
        });
        return reported.thenCompose(now -> send(target, command));
    }

    StartReply startChild(ChildSpec spec) throws Exception {
        return ask(reply -> new Supervisor.StartChild(spec, reply));
    }

    RestartReply restartChild(String id) throws Exception {
        return ask(reply -> new Supervisor.RestartChild(id, reply));
    }

    TerminateReply terminateChild(String id) throws Exception {
        return ask(reply -> new Supervisor.TerminateChild(id, reply));
    }

    DeleteReply deleteChild(String id) throws Exception {
        return ask(reply -> new Supervisor.DeleteChild(id, reply));
    }

    ChildSpecReply childSpec(String id) throws Exception {
        return ask(reply -> new Supervisor.GetChildSpec(id, reply));
    }

    ChildCounts counts() throws Exception {
        return ask(Supervisor.CountChildren::new);
    }

    /** Asks for the counts until they are these: nobody is told of an end that is as it should be. */
    void awaitCounts(ChildCounts expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ChildCounts counts = counts();
        while (!counts.equals(expected) && System.nanoTime() < deadline) {
            counts = counts();
        }
        assertThat(counts).isEqualTo(expected);
    }

    /** The running child with this id. */
    ActorRef<TestingWorker.Command> child(String id) throws Exception {
        return ref(id).narrow();
    }

    ActorRef<DynamicSupervisor.Command> dynamicSupervisor(String id) throws Exception {
        return ref(id).narrow();
    }

    ActorRef<Supervisor.Command> nestedSupervisor(String id) throws Exception {
        return ref(id).narrow();
    }

    private ActorRef<Object> ref(String id) throws Exception {
        return running(id, ask(Supervisor.WhichChildren::new)).unsafeUpcast();
    }

    /** The actor of a running child with this id, from a supervisor's list. */
    static <T> ActorRef<T> running(String id, List<ChildInfo> children) {
        for (ChildInfo child : children) {
            if (child.id().equals(id) && child.status() instanceof ChildInfo.Status.Running running) {
                return running.ref().<Object>unsafeUpcast().narrow();
            }
        }
        throw new AssertionError(id + " is not running: " + children);
    }

    /** Ids and states in start order. */
    Map<String, String> states() throws Exception {
        return states(ask(Supervisor.WhichChildren::new));
    }

    static Map<String, String> states(List<ChildInfo> newestFirst) {
        Map<String, String> states = new LinkedHashMap<>();
        for (ChildInfo child : newestFirst.reversed()) {
            states.put(child.id(), switch (child.status()) {
                case ChildInfo.Status.Running running -> "running";
                case ChildInfo.Status.Restarting restarting -> "restarting";
                case ChildInfo.Status.NotRunning none -> "undefined";
            });
        }
        return states;
    }

    void tell(String id, TestingWorker.Command command) throws Exception {
        child(id).tell(command);
    }

    /** The log so far, up to and including the first line like this. */
    List<String> logUntil(String line) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        while (!lines.contains(line)) {
            String next = log.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("waiting for '%s' after %s", line, lines).isNotNull();
            lines.add(next);
        }
        return lines;
    }

    List<String> logSoFar() {
        List<String> lines = new ArrayList<>();
        log.drainTo(lines);
        return lines;
    }

    /** Brings the tree down and says how it ended. */
    ExitReason stop() throws Exception {
        system().tell(SupervisionRoot.Stop.INSTANCE);
        return awaitDown();
    }

    ExitReason awaitDown() throws Exception {
        return down.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        system().terminate();
        system().getWhenTerminated().toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
