package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A scenario that was, or can be, played to real Erlang; the form is described beside the recordings. */
record OtpScenario(Map<String, Definition> definitions, List<Event> events) {

    /** What is defined. */
    enum Kind {
        SUPERVISOR,
        DYNAMIC_SUPERVISOR,
        WORKER
    }

    /** A supervisor or worker, as the scenario defines it. */
    record Definition(String name, String parent, Kind kind, Map<String, String> keys) {

        boolean supervisor() {
            return kind != Kind.WORKER;
        }

        RestartIntensity intensity(String restarts) {
            return new RestartIntensity(Integer.parseInt(key("intensity", restarts)),
                    Duration.ofSeconds(Long.parseLong(key("period", "5"))));
        }

        String key(String key, String otherwise) {
            return keys.getOrDefault(key, otherwise);
        }

        boolean isDynamic() {
            return key("dynamic", "no").equals("yes");
        }

        /** What the start with this number, from 1, comes to. */
        String startOutcome(int number) {
            String[] outcomes = key("start", "ok").split(",", -1);
            return number <= outcomes.length ? outcomes[number - 1] : key("then", "ok");
        }

        Manners manners() {
            return Manners.parse(key("stop", "clean"));
        }

        Restart restart() {
            return Restart.valueOf(key("restart", "permanent").toUpperCase(Locale.ROOT));
        }

        boolean isSignificant() {
            return key("significant", "false").equals("true");
        }

        Optional<Shutdown> shutdown() {
            return switch (key("shutdown", "default")) {
                case "default" -> Optional.empty();
                case "brutal_kill" -> Optional.of(Shutdown.brutalKill());
                case "infinity" -> Optional.of(Shutdown.infinity());
                case String millis -> Optional.of(Shutdown.timeout(Duration.ofMillis(Long.parseLong(millis))));
            };
        }

        AutoShutdown autoShutdown() {
            return AutoShutdown.valueOf(key("auto_shutdown", "never").toUpperCase(Locale.ROOT));
        }
    }

    /** One line of the scenario's second part. */
    record Event(String line) {

        String verb() {
            return word(0);
        }

        String word(int index) {
            return words().get(index);
        }

        List<String> words() {
            return List.of(line.split(" ", -1));
        }
    }

    Definition definition(String name) {
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw new IllegalArgumentException("not defined: " + name);
        }
        return definition;
    }

    boolean hasDynamicSupervisors() {
        return definitions.values().stream().anyMatch(definition -> definition.kind() == Kind.DYNAMIC_SUPERVISOR);
    }

    Definition parent(String name) {
        return definition(definition(name).parent());
    }

    SupervisorSpec supervisor(String name, Function<Definition, ChildStart> starts) {
        Definition definition = definition(name);
        List<ChildSpec> children = definitions.values()
                .stream()
                .filter(child -> child.parent().equals(name) && !child.isDynamic())
                .map(child -> child(child.name(), starts))
                .toList();
        return new SupervisorSpec(
                RestartStrategy.valueOf(definition.key("strategy", "one_for_one").toUpperCase(Locale.ROOT)),
                definition.intensity("1"), definition.autoShutdown(), children);
    }

    DynamicSupervisorSpec dynamicSupervisor(String name) {
        Definition definition = definition(name);
        DynamicSupervisorSpec spec = DynamicSupervisorSpec.DEFAULT.intensity(definition.intensity("3"));
        String most = definition.key("max", "");
        return most.isEmpty() ? spec : spec.maxChildren(Integer.parseInt(most));
    }

    ChildSpec child(String name, Function<Definition, ChildStart> starts) {
        Definition definition = definition(name);
        ChildSpec spec = switch (definition.kind()) {
            case SUPERVISOR -> ChildSpec.supervisor(name, supervisor(name, starts));
            case DYNAMIC_SUPERVISOR -> DynamicSupervisor.child(name, dynamicSupervisor(name));
            case WORKER -> ChildSpec.worker(name, starts.apply(definition));
        };
        return spec.restart(definition.restart())
                .significant(definition.isSignificant())
                .shutdown(definition.shutdown().orElse(spec.shutdown()));
    }
}
