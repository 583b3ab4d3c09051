package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A scenario that was played to real Erlang; the form is described beside the recordings. */
record OtpScenario(Map<String, Definition> definitions, List<Event> events) {

    /** A supervisor or worker, as the scenario defines it. */
    record Definition(String name, String parent, boolean supervisor, Map<String, String> keys) {

        String key(String key, String otherwise) {
            return keys.getOrDefault(key, otherwise);
        }

        boolean isDynamic() {
            return key("dynamic", "no").equals("yes");
        }

        /** What the start with this number, from 1, comes to. */
        String startOutcome(int number) {
            String[] outcomes = key("start", "ok").split(",", -1);
            return number <= outcomes.length ? outcomes[number - 1] : "ok";
        }

        Manners manners() {
            String stop = key("stop", "clean");
            return switch (stop) {
                case "clean" -> Manners.CLEAN;
                case "notrap" -> Manners.NOTRAP;
                case "hang" -> Manners.HANG;
                case "reason:weird" -> Manners.WEIRD;
                default -> throw new IllegalArgumentException(stop);
            };
        }
    }

    /** How a worker stops. */
    enum Manners {
        CLEAN, NOTRAP, HANG, WEIRD;

        /** The reason of an end that was meant to have this one. */
        ExitReason bend(ExitReason meant) {
            return this == WEIRD ? ExitReason.failed("weird") : meant;
        }
    }

    /** One line of the scenario's second part. */
    record Event(String line) {

        String verb() {
            return word(0);
        }

        String word(int index) {
            return line.split(" ", -1)[index];
        }
    }

    static OtpScenario parse(List<String> lines) {
        Map<String, Definition> definitions = new LinkedHashMap<>();
        List<Event> events = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "sup" -> define(definitions, words[1], true, keys(words, 2));
                case "child" -> {
                    Map<String, String> keys = keys(words, 3);
                    keys.put("parent", words[1]);
                    define(definitions, words[2], false, keys);
                }
                default -> events.add(new Event(line));
            }
        }
        return new OtpScenario(definitions, events);
    }

    private static void define(Map<String, Definition> definitions, String name, boolean supervisor,
            Map<String, String> keys) {
        definitions.put(name, new Definition(name, keys.getOrDefault("parent", ""), supervisor, keys));
    }

    private static Map<String, String> keys(String[] words, int from) {
        Map<String, String> keys = new HashMap<>();
        for (int i = from; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            keys.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return keys;
    }

    Definition definition(String name) {
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw new IllegalArgumentException("not defined: " + name);
        }
        return definition;
    }

    SupervisorSpec supervisor(String name, Function<Definition, ChildStart> starts) {
        Definition definition = definition(name);
        RestartIntensity intensity = new RestartIntensity(Integer.parseInt(definition.key("intensity", "1")),
                Duration.ofSeconds(Long.parseLong(definition.key("period", "5"))));
        List<ChildSpec> children = definitions.values()
                .stream()
                .filter(child -> child.parent().equals(name) && !child.isDynamic())
                .map(child -> child(child.name(), starts))
                .toList();
        return new SupervisorSpec(
                RestartStrategy.valueOf(definition.key("strategy", "one_for_one").toUpperCase(Locale.ROOT)),
                intensity, AutoShutdown.valueOf(definition.key("auto_shutdown", "never").toUpperCase(Locale.ROOT)),
                children);
    }

    ChildSpec child(String name, Function<Definition, ChildStart> starts) {
        Definition definition = definition(name);
        ChildSpec spec = definition.supervisor()
                ? ChildSpec.supervisor(name, supervisor(name, starts))
                : ChildSpec.worker(name, starts.apply(definition));
        return spec.restart(Restart.valueOf(definition.key("restart", "permanent").toUpperCase(Locale.ROOT)))
                .significant(definition.key("significant", "false").equals("true"))
                .shutdown(switch (definition.key("shutdown", "default")) {
                    case "default" -> spec.shutdown();
                    case "brutal_kill" -> Shutdown.brutalKill();
                    case "infinity" -> Shutdown.infinity();
                    case String millis -> Shutdown.timeout(Duration.ofMillis(Long.parseLong(millis)));
                });
    }
}
