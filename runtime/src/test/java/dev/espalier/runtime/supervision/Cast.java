package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.espalier.runtime.supervision.OtpScenario.Kind;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The actors that play a scenario, by the names that they have in it. */
record Cast(OtpScenario scenario, OtpTrace trace, LivingWorkers workers, ActorSystem<?> system) {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    ChildStart start(OtpScenario.Definition definition) {
        return ScenarioWorker.start(definition, trace, workers);
    }

    ChildSpec child(String name) {
        return scenario.child(name, this::start);
    }

    /** The supervisor of this name, of the kind that its definition says. */
    Front front(String name, ActorRef<?> ref) {
        return scenario.definition(name).kind() == Kind.DYNAMIC_SUPERVISOR
                ? new DynamicFront(this, ref.<Object>unsafeUpcast().narrow())
                : new StaticFront(this, ref.<Object>unsafeUpcast().narrow());
    }

    /** Also where the child is up again since. */
    String numbered(String child, ActorRef<?> ref) {
        return workers.incarnation(ref).orElseGet(() -> trace.numbered(child));
    }

    <C, R> CompletableFuture<R> ask(ActorRef<C> actor, Duration patience, Function<ActorRef<R>, C> call) {
        return AskPattern.<C, R>ask(actor, call::apply, patience, system.scheduler()).toCompletableFuture();
    }
}
