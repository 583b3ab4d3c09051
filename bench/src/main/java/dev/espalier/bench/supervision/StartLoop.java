package dev.espalier.bench.supervision;

import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.DynamicStartReply;
import dev.espalier.runtime.supervision.DynamicSupervisor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Has children started, one after another: it asks for the next one when the one before is up. */
final class StartLoop extends AbstractMatchingBehavior<DynamicStartReply> {

    private final ActorRef<DynamicSupervisor.Command> supervisor;
    private final ChildSpec spec;
    private final CompletableFuture<Void> done;
    private int left;

    private StartLoop(ActorContext<DynamicStartReply> context, ActorRef<DynamicSupervisor.Command> supervisor,
            ChildSpec spec, int children, CompletableFuture<Void> done) {
        super(context);
        this.supervisor = supervisor;
        this.spec = spec;
        this.left = children;
        this.done = done;
    }

    static Behavior<DynamicStartReply> create(ActorRef<DynamicSupervisor.Command> supervisor, ChildSpec spec,
            int children, CompletableFuture<Void> done) {
        return Behaviors.setup(context -> {
            StartLoop loop = new StartLoop(context, supervisor, spec, children, done);
            loop.ask();
            return loop;
        });
    }

    private void ask() {
        supervisor.tell(new DynamicSupervisor.StartChild(spec, getContext().getSelf()));
    }

    @Override
    public Behavior<DynamicStartReply> onMessage(DynamicStartReply reply) {
        if (!(reply instanceof DynamicStartReply.Started)) {
            done.completeExceptionally(new IllegalStateException("a child did not start: " + reply));
            return Behaviors.stopped();
        }
        left--;
        if (left == 0) {
            done.complete(null);
            return Behaviors.stopped();
        }
        ask();
        return this;
    }
}
