package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.pekko.actor.typed.ActorRef;

record DynamicFront(Cast cast, ActorRef<DynamicSupervisor.Command> supervisor) implements Front {

    /** One that no supervisor starts. */
    private static final ChildSpec INVALID = ChildSpec.worker("", Child::ignored);

    @Override
    public Question<?> ask(OtpPlayer.Request request) {
        String child = request.child();
        return switch (request.verb()) {
            case "start_child" -> this.<DynamicStartReply>ask(
                    reply -> new DynamicSupervisor.StartChild(cast.child(child), reply),
                    reply -> startTerm(child, reply));
            case "terminate_child" -> this.<TerminateReply>ask(
                    reply -> new DynamicSupervisor.TerminateChild(newest(child), reply), ErlangTerm::of);
            case "count" -> this.<ChildCounts>ask(DynamicSupervisor.CountChildren::new, ErlangTerm::of);
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private <R> Question<R> ask(Function<ActorRef<R>, DynamicSupervisor.Command> call, Function<R, String> term) {
        return new Question<>(cast.ask(supervisor, Cast.PATIENCE, call), term);
    }

    /** Of a child that was never up there is no reference; some other then stands for it. */
    private ActorRef<?> newest(String child) {
        return cast.workers().find(child).<ActorRef<?>>map(ref -> ref).orElse(cast.system().ignoreRef());
    }

    private String startTerm(String child, DynamicStartReply reply) {
        return switch (reply) {
            case DynamicStartReply.Started started -> "{ok,'" + cast.numbered(child, started.ref()) + "'}";
            case DynamicStartReply.Ignored ignored -> "ignore";
            case DynamicStartReply.Failed failed -> "{error," + ErlangTerm.of(failed.reason()) + "}";
            case DynamicStartReply.TooMany tooMany -> "{error,max_children}";
            case DynamicStartReply.Invalid invalid -> "{error," + ErlangTerm.of(invalid.error()) + "}";
        };
    }

    @Override
    public CompletableFuture<List<ChildInfo>> children(Duration patience) {
        return cast.<DynamicSupervisor.Command, List<ChildInfo>>ask(supervisor, patience,
                DynamicSupervisor.WhichChildren::new)
                .thenApply(children -> children.stream().sorted(Comparator.comparing(ChildInfo::id)).toList());
    }

    @Override
    public void knock() {
        supervisor.tell(new DynamicSupervisor.StartChild(INVALID, cast.system().ignoreRef()));
    }
}
