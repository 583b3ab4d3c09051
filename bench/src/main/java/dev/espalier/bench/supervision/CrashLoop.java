package dev.espalier.bench.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Crashes a child whenever it is up, and takes the time until it is up again. */
final class CrashLoop extends AbstractMatchingBehavior<CrashLoop.Up> {

    /** Said by an incarnation while it starts. */
    record Up(ActorRef<Crash> victim) {}

    /** Makes the victim throw. */
    enum Crash {
        INSTANCE
    }

    private final int count;
    private final CompletableFuture<Restarts> done;
    private final List<Long> times = new ArrayList<>();
    private long begin;
    private long crashed;

    private CrashLoop(ActorContext<Up> context, int count, CompletableFuture<Restarts> done) {
        super(context);
        this.count = count;
        this.done = done;
    }

    static Behavior<Up> create(int count, CompletableFuture<Restarts> done) {
        return Behaviors.setup(context -> new CrashLoop(context, count, done).firstUp());
    }

    static Behavior<Crash> victim(ActorRef<Up> loop) {
        return Behaviors.setup(context -> {
            loop.tell(new Up(context.getSelf()));
            return Behaviors.receiveMessage(crash -> {
                throw new IllegalStateException("boom");
            });
        });
    }

    private Behavior<Up> firstUp() {
        return Behaviors.receiveMessage(up -> {
            begin = System.nanoTime();
            crash(up.victim());
            return this;
        });
    }

    @Override
    public Behavior<Up> onMessage(Up up) {
        times.add(System.nanoTime() - crashed);
        if (times.size() < count) {
            crash(up.victim());
            return this;
        }
        done.complete(new Restarts(System.nanoTime() - begin, times));
        return Behaviors.stopped();
    }

    private void crash(ActorRef<Crash> victim) {
        crashed = System.nanoTime();
        victim.tell(Crash.INSTANCE);
    }
}
