package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.pekko.actor.typed.ActorRef;

record StaticFront(Cast cast, ActorRef<Supervisor.Command> supervisor) implements Front {

    @Override
    public Question<?> ask(OtpPlayer.Request request) {
        String child = request.child();
        return switch (request.verb()) {
            case "start_child" -> this.<StartReply>ask(
                    reply -> new Supervisor.StartChild(cast.child(child), reply), reply -> startTerm(child, reply));
            case "restart_child" -> this.<RestartReply>ask(
                    reply -> new Supervisor.RestartChild(child, reply), reply -> restartTerm(child, reply));
            case "terminate_child" -> this.<TerminateReply>ask(
                    reply -> new Supervisor.TerminateChild(child, reply), ErlangTerm::of);
            case "delete_child" -> this.<DeleteReply>ask(
                    reply -> new Supervisor.DeleteChild(child, reply), ErlangTerm::of);
            case "count" -> this.<ChildCounts>ask(Supervisor.CountChildren::new, ErlangTerm::of);
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private <R> Question<R> ask(Function<ActorRef<R>, Supervisor.Command> call, Function<R, String> term) {
        return new Question<>(cast.ask(supervisor, Cast.PATIENCE, call), term);
    }

    private String startTerm(String child, StartReply reply) {
        return switch (reply) {
            case StartReply.Started started -> "{ok,'" + cast.numbered(child, started.ref()) + "'}";
            case StartReply.Ignored ignored -> "{ok,undefined}";
            case StartReply.Failed failed -> "{error,{" + ErlangTerm.of(failed.reason()) + ",childrec}}";
            case StartReply.AlreadyStarted already ->
                "{error,{already_started,'" + cast.numbered(child, already.ref()) + "'}}";
            case StartReply.AlreadyPresent already -> "{error,already_present}";
            case StartReply.Invalid invalid -> "{error," + ErlangTerm.of(invalid.error()) + "}";
        };
    }

    private String restartTerm(String child, RestartReply reply) {
        return switch (reply) {
            case RestartReply.Started started -> "{ok,'" + cast.numbered(child, started.ref()) + "'}";
            case RestartReply.Ignored ignored -> "{ok,undefined}";
            case RestartReply.Failed failed -> "{error," + ErlangTerm.of(failed.reason()) + "}";
            case RestartReply.Running running -> "{error,running}";
            case RestartReply.Restarting restarting -> "{error,restarting}";
            case RestartReply.NotFound notFound -> "{error,not_found}";
        };
    }

    @Override
    public CompletableFuture<List<ChildInfo>> children(Duration patience) {
        return cast.<Supervisor.Command, List<ChildInfo>>ask(supervisor, patience, Supervisor.WhichChildren::new)
                .thenApply(List::reversed);
    }

    @Override
    public void knock() {
        supervisor.tell(new Supervisor.CountChildren(cast.system().ignoreRef()));
    }
}
