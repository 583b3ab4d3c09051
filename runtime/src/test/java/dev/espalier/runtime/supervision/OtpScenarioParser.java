package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.espalier.runtime.supervision.OtpScenario.Definition;
import dev.espalier.runtime.supervision.OtpScenario.Event;
import dev.espalier.runtime.supervision.OtpScenario.Kind;

/** Reads scenarios, and refuses what is none: a scenario that was read can be played. */
final class OtpScenarioParser {

    private static final String ATOM = "[^\\s=/:,]+";
    private static final String REASON = "(" + ATOM + "|\\{shutdown," + ATOM + "\\})";
    private static final String OUTCOME = "(ok|ignore|badret|throw|(fail|crash|failfun):" + ATOM + ")";
    private static final String NUMBER = "\\d{1,9}";

    private static final Map<String, Pattern> OF_ALL = patterns(
            "restart", "permanent|transient|temporary",
            "significant", "true|false",
            "shutdown", "brutal_kill|infinity|" + NUMBER,
            "dynamic", "yes|no");
    private static final Map<String, Pattern> OF_SUPERVISORS = patterns(
            "parent", ATOM,
            "strategy", "one_for_one|one_for_all|rest_for_one",
            "intensity", NUMBER,
            "period", "0*[1-9]\\d{0,8}",
            "auto_shutdown", "never|any_significant|all_significant");
    private static final Map<String, Pattern> OF_DYNAMIC_SUPERVISORS = patterns(
            "parent", ATOM,
            "intensity", NUMBER,
            "period", "0*[1-9]\\d{0,8}",
            "max", NUMBER);
    private static final Map<String, Pattern> OF_WORKERS = patterns(
            "start", OUTCOME + "(," + OUTCOME + ")*",
            "then", OUTCOME,
            "stop", "clean|notrap|hang|slow:" + NUMBER + "|reason:" + REASON);

    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private int line;

    private OtpScenarioParser() {}

    static OtpScenario parse(List<String> lines) throws MalformedScenario {
        OtpScenarioParser parser = new OtpScenarioParser();
        for (String line : lines) {
            parser.line++;
            parser.read(line.strip());
        }
        if (!parser.definitions.containsKey("root")) {
            throw parser.malformed("the scenario ends, and there was no supervisor root");
        }
        return new OtpScenario(parser.definitions, parser.events);
    }

    private static Map<String, Pattern> patterns(String... keysAndValues) {
        Map<String, Pattern> patterns = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            patterns.put(keysAndValues[i], Pattern.compile(keysAndValues[i + 1]));
        }
        return patterns;
    }

    private void read(String text) throws MalformedScenario {
        String[] words = text.split(" ", -1);
        switch (words[0]) {
            case "" -> {
            }
            case "sup" -> {
                atLeast(words, 2);
                Map<String, String> keys = keys(words, 2, OF_SUPERVISORS);
                define(words[1], keys.getOrDefault("parent", ""), Kind.SUPERVISOR, keys);
            }
            case "dynamic" -> {
                atLeast(words, 2);
                Map<String, String> keys = keys(words, 2, OF_DYNAMIC_SUPERVISORS);
                define(words[1], keys.getOrDefault("parent", ""), Kind.DYNAMIC_SUPERVISOR, keys);
            }
            case "child" -> {
                atLeast(words, 3);
                define(words[2], words[1], Kind.WORKER, keys(words, 3, OF_WORKERS));
            }
            default -> {
                checkEvent(words);
                events.add(new Event(text));
            }
        }
    }

    private Map<String, String> keys(String[] words, int from, Map<String, Pattern> special)
            throws MalformedScenario {
        Map<String, String> keys = new HashMap<>();
        for (int i = from; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            Pattern value = special.getOrDefault(pair[0], OF_ALL.get(pair[0]));
            if (value == null || pair.length < 2 || !value.matcher(pair[1]).matches()) {
                throw malformed("'" + words[i] + "' is no key with a value it may have");
            }
            keys.put(pair[0], pair[1]);
        }
        return keys;
    }

    private void define(String name, String parent, Kind kind, Map<String, String> keys)
            throws MalformedScenario {
        if (!events.isEmpty()) {
            throw malformed("a definition behind an event");
        }
        if (!name.matches(ATOM)) {
            throw malformed("'" + name + "' is no name");
        }
        if (name.equals("root") != parent.isEmpty() || (name.equals("root") && kind == Kind.WORKER)) {
            throw malformed("the supervisor root, and nothing else, has no parent");
        }
        Definition definition = new Definition(name, parent, kind, keys);
        if (!parent.isEmpty()) {
            checkSupervisor(parent);
        }
        if (definitions.put(name, definition) != null) {
            throw malformed(name + " is defined twice");
        }
    }

    private void checkEvent(String[] words) throws MalformedScenario {
        switch (words[0]) {
            case "crash" -> {
                exactly(words, 3);
                checkWorker(words[1]);
                checkReason(words[2]);
            }
            case "crash2" -> {
                exactly(words, 4);
                checkSiblings(words[1], words[2]);
                checkReason(words[3]);
            }
            case "batch" -> {
                atLeast(words, 5);
                checkSupervisor(words[1]);
                if (!checkWorker(words[2]).parent().equals(words[1])) {
                    throw malformed(words[2] + " is no child of " + words[1]);
                }
                checkReason(words[3]);
                for (String request : List.of(words).subList(4, words.length)) {
                    checkRequest(words[1], request);
                }
            }
            case "kill" -> {
                exactly(words, 2);
                checkWorker(words[1]);
            }
            case "tick" -> {
                exactly(words, 2);
                if (!words[1].matches(NUMBER)) {
                    throw malformed("'" + words[1] + "' is no number of seconds");
                }
            }
            case "shutdown", "count" -> {
                exactly(words, 2);
                checkSupervisor(words[1]);
            }
            case "start_child" -> {
                exactly(words, 3);
                checkSupervisor(words[1]);
                checkDefined(words[2]);
            }
            case "terminate_child", "restart_child", "delete_child" -> {
                exactly(words, 3);
                checkSupervisor(words[1]);
            }
            default -> throw malformed("'" + words[0] + "' is neither a definition nor an event");
        }
    }

    private void checkRequest(String supervisor, String request) throws MalformedScenario {
        switch (request.split(":", 2)[0]) {
            case "count", "start_child", "terminate_child", "restart_child", "delete_child" -> checkEvent(
                    request.replaceFirst("(:|$)", " " + supervisor + "$1").replace(':', ' ').split(" ", -1));
            default -> throw malformed("'" + request + "' is no request");
        }
    }

    private void checkReason(String reason) throws MalformedScenario {
        if (!reason.matches(REASON)) {
            throw malformed("'" + reason + "' is no reason");
        }
    }

    private void checkSiblings(String one, String other) throws MalformedScenario {
        if (one.equals(other) || !checkWorker(one).parent().equals(checkWorker(other).parent())) {
            throw malformed(one + " and " + other + " are no siblings");
        }
    }

    private Definition checkWorker(String name) throws MalformedScenario {
        Definition definition = checkDefined(name);
        if (definition.supervisor()) {
            throw malformed(name + " is a supervisor");
        }
        return definition;
    }

    private Definition checkSupervisor(String name) throws MalformedScenario {
        Definition definition = checkDefined(name);
        if (!definition.supervisor()) {
            throw malformed(name + " is no supervisor");
        }
        return definition;
    }

    private Definition checkDefined(String name) throws MalformedScenario {
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw malformed("'" + name + "' is not defined so far");
        }
        return definition;
    }

    private void exactly(String[] words, int count) throws MalformedScenario {
        if (words.length != count) {
            throw malformed("'" + words[0] + "' takes " + (count - 1) + " words");
        }
    }

    private void atLeast(String[] words, int count) throws MalformedScenario {
        if (words.length < count) {
            throw malformed("'" + words[0] + "' takes at least " + (count - 1) + " words");
        }
    }

    private MalformedScenario malformed(String problem) {
        return new MalformedScenario(line, problem);
    }
}
