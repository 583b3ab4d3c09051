package dev.espalier.runtime.supervision;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.pekko.actor.typed.ActorRef;

/** The actors of a scenario's workers: the newest of each, and which incarnation each one is. */
final class LivingWorkers {

    private final Map<String, ActorRef<ScenarioWorker.Command>> newest = new ConcurrentHashMap<>();
    private final Map<ActorRef<?>, String> incarnations = new ConcurrentHashMap<>();

    void put(String name, ActorRef<ScenarioWorker.Command> ref, String incarnation) {
        newest.put(name, ref);
        incarnations.put(ref, incarnation);
    }

    ActorRef<ScenarioWorker.Command> get(String name) {
        return Objects.requireNonNull(newest.get(name), name);
    }

    Optional<ActorRef<ScenarioWorker.Command>> find(String name) {
        return Optional.ofNullable(newest.get(name));
    }

    Optional<String> incarnation(ActorRef<?> ref) {
        return Optional.ofNullable(incarnations.get(ref));
    }
}
