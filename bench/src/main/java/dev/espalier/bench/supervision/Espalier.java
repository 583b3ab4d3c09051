package dev.espalier.bench.supervision;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.DynamicSupervisor;
import dev.espalier.runtime.supervision.DynamicSupervisorSpec;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.StartReply;
import dev.espalier.runtime.supervision.Supervisor;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.EmbeddedSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Ours, in this JVM. */
final class Espalier implements Contender {

    private static final RestartIntensity PLENTY = new RestartIntensity(1_000_000, Duration.ofSeconds(1_000_000));
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ActorSystem<Void> system = EmbeddedSystem.start(Behaviors.empty(), "bench");

    @Override
    public String name() {
        return "Espalier";
    }

    @Override
    public String version() {
        return "JDK " + Runtime.version() + ", heap of at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB";
    }

    @Override
    public Restarts restarts(int count) {
        CompletableFuture<Restarts> done = new CompletableFuture<>();
        ActorRef<CrashLoop.Up> loop = Tree.spawn(system, CrashLoop.create(count, done));
        ChildSpec victim = ChildSpec.worker("victim", ChildStart.of(() -> CrashLoop.victim(loop)));
        Tree tree = Tree.start(system, SupervisorSpec.oneForOne(victim).intensity(PLENTY));
        Restarts restarts = done.join();
        tree.stop();
        return restarts;
    }

    @Override
    public Crowd crowd(int children) {
        ChildSpec idle = ChildSpec.worker("idle", ChildStart.of(Espalier::idle));
        Tree tree = Tree.start(system, SupervisorSpec.oneForOne());
        ActorRef<DynamicSupervisor.Command> supervisor = dynamicSupervisor(tree.supervisor());
        long before = usedHeap();
        long startNanos = nanosOf(() -> start(supervisor, idle, children));
        long bytes = usedHeap() - before;
        long stopNanos = nanosOf(tree::stop);
        return new Crowd(children, startNanos, stopNanos, bytes);
    }

    private void start(ActorRef<DynamicSupervisor.Command> supervisor, ChildSpec spec, int children) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Tree.spawn(system, StartLoop.create(supervisor, spec, children, done));
        done.join();
    }

    private static long nanosOf(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static Behavior<Object> idle() {
        return Behaviors.receiveMessage(message -> Behaviors.same());
    }

    private ActorRef<DynamicSupervisor.Command> dynamicSupervisor(ActorRef<Supervisor.Command> parent) {
        ChildSpec spec = DynamicSupervisor.child("crowd", DynamicSupervisorSpec.DEFAULT);
        StartReply reply = AskPattern.<Supervisor.Command, StartReply>ask(parent,
                replyTo -> new Supervisor.StartChild(spec, replyTo), SOON, system.scheduler())
                .toCompletableFuture()
                .join();
        if (reply instanceof StartReply.Started started) {
            return started.ref().unsafeUpcast();
        }
        throw new IllegalStateException("the dynamic supervisor did not start: " + reply);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
