package dev.espalier.runtime.supervision;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.pekko.actor.typed.ActorRef;

/** The newest actor of each worker of a scenario. */
final class LivingWorkers {

    private final Map<String, ActorRef<ScenarioWorker.Command>> refs = new ConcurrentHashMap<>();

    void put(String name, ActorRef<ScenarioWorker.Command> ref) {
        refs.put(name, ref);
    }

    ActorRef<ScenarioWorker.Command> get(String name) {
        return Objects.requireNonNull(refs.get(name), name);
    }
}
