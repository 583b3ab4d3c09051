package dev.espalier.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/**
 * The JSON Schema of configurations, for editors: of what {@link ConfigurationReader} takes, as much as can be said of each value
 * by itself.
 */
public final class MachinesSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BackendCatalog backends;

    /** @param backends whose keys it is to know */
    public MachinesSchema(BackendCatalog backends) {
        this.backends = backends;
    }

    /** As text. */
    public String text() {
        return schema().toPrettyString() + "\n";
    }

    private ObjectNode schema() {
        var keys = new LinkedHashMap<String, ObjectNode>();
        keys.put("$schema", text("where this schema is"));
        keys.put(TestReader.MACHINES, machines("the machines, by name"));
        keys.put(TestReader.CONTAINERS, machines("more machines; nspawn runs them unless they say what else"));
        keys.put("vlans", vlans("all networks"));
        keys.put("global_timeout", number(1, TestReader.MOST_SECONDS, "how many seconds the script may take in all"));
        keys.put("test_script",
                text("the file of the script; test.java unless it is given").put("pattern", "^(?!.*\\.py$)"));
        keys.put("enable_ssh_backdoor", JSON.createObjectNode().put("const", false));
        var schema = JSON.createObjectNode().put("$schema", DIALECT).put("title", "Machines of a test of Espalier's");
        schema.setAll(closed(keys));
        schema.putArray("anyOf").add(some(TestReader.MACHINES)).add(some(TestReader.CONTAINERS));
        return schema;
    }

    private ObjectNode machines(String meaning) {
        var machines = object(Map.of()).put("maxProperties", NodeNumbers.MOST).put("description", meaning);
        machines.set("propertyNames",
                JSON.createObjectNode().put("pattern", "^(?:" + MachineNames.NAME.pattern() + ")$"));
        machines.set("additionalProperties", machine());
        return machines;
    }

    private static ObjectNode some(String key) {
        var some = JSON.createObjectNode();
        some.putObject("properties").putObject(key).put("minProperties", 1);
        some.putArray("required").add(key);
        return some;
    }

    /** What its backend understands, or any backend if it names none: the command may say which is meant. */
    private ObjectNode machine() {
        var names = backends.names().stream().sorted().toList();
        var machine = JSON.createObjectNode().put("type", "object");
        machine.putObject("properties").set("backend", words(names, "what runs it; qemu unless it is given"));
        var cases = machine.putArray("allOf");
        for (var name : names) {
            var named = JSON.createObjectNode();
            named.putObject("properties").putObject("backend").put("const", name);
            named.putArray("required").add("backend");
            cases.add(conditional(named, closed(keys(backends.options(name)))));
        }
        var unnamed = JSON.createObjectNode();
        unnamed.putObject("not").putArray("required").add("backend");
        cases.add(conditional(unnamed, closed(keys(names.stream()
                .flatMap(name -> backends.options(name).stream())
                .toList()))));
        machine.putObject("dependentSchemas")
                .putObject(MachineReader.START_SCRIPT)
                .set("propertyNames", JSON.createObjectNode().set("enum", array(MachineReader.BESIDE_A_START_SCRIPT)));
        return machine;
    }

    private static ObjectNode conditional(ObjectNode condition, ObjectNode then) {
        var conditional = JSON.createObjectNode();
        conditional.set("if", condition);
        conditional.set("then", then);
        return conditional;
    }

    private static Map<String, ObjectNode> keys(List<OptionKey<?>> options) {
        var keys = new LinkedHashMap<String, ObjectNode>();
        MachineReader.KEYS.forEach(key -> keys.put(key, common(key)));
        options.stream()
                .collect(Collectors.groupingBy(OptionKey::name, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, same) -> keys.put(name,
                        anyOf(same.stream().map(MachinesSchema::option).distinct().toList())));
        return keys;
    }

    private static ObjectNode anyOf(List<ObjectNode> schemas) {
        if (schemas.size() == 1) {
            return schemas.getFirst();
        }
        var either = JSON.createObjectNode();
        either.putArray("anyOf").addAll(schemas);
        return either;
    }

    private static ObjectNode common(String key) {
        return switch (key) {
            case "backend" -> JSON.createObjectNode();
            case "image" -> image();
            case "vlans" -> vlans("the networks that it is on; [1] unless they are given");
            case "memory_mib" -> number(MachineReader.LEAST_MEMORY_MIB, MachineReader.MOST_MEMORY_MIB, "its memory");
            case "cpus" -> number(1, MachineReader.MOST_CPUS, "its processors");
            case "number" ->
                number(1, NodeNumbers.MOST, "the last part of its addresses; by its name's place unless it is given");
            case "name" -> text("its key once more");
            case "display_targets" -> {
                var targets = JSON.createObjectNode().put("type", "array").put("description", "changes nothing");
                targets.putObject("items").put("type", "object");
                yield targets;
            }
            default -> throw new IllegalStateException("the schema knows no key " + key);
        };
    }

    private static ObjectNode image() {
        var packages = JSON.createObjectNode().put("type", "array");
        packages.putObject("items").put("type", "string").put("pattern", "^" + ImageReader.PACKAGE.pattern() + "$");
        var debian = closed(Map.of("debian", closed(Map.of("packages", packages))));
        debian.putArray("required").add("debian");
        var files = closed(Stream.of("kernel", "initrd", "disk")
                .collect(Collectors.toMap(Function.identity(), key -> text("a file"), (one, other) -> one,
                        LinkedHashMap::new)));
        files.putArray("required").add("kernel").add("initrd");
        var directory = closed(Map.of("directory", text("a directory with a system in it")));
        directory.putArray("required").add("directory");
        var image = anyOf(List.of(words(ImageReader.WORDS, "an image of ours"), debian, files, directory));
        return image.put("description", "what it boots; tiny unless it is given");
    }

    private static ObjectNode option(OptionKey<?> key) {
        var meaning = key.meaning();
        return switch (key.type()) {
            case OptionType.Text text -> text(meaning);
            case OptionType.FilePath file -> text(meaning);
            case OptionType.Flag flag -> JSON.createObjectNode().put("type", "boolean").put("description", meaning);
            case OptionType.WholeNumber(var least, var most) -> number(least, most, meaning);
            case OptionType.Choice(var words) -> words(words, meaning);
            case OptionType.TextList list -> {
                var texts = JSON.createObjectNode().put("type", "array").put("description", meaning);
                texts.putObject("items").put("type", "string");
                yield texts;
            }
        };
    }

    private static ObjectNode text(String meaning) {
        return JSON.createObjectNode().put("type", "string").put("description", meaning);
    }

    private static ObjectNode number(int least, int most, String meaning) {
        return JSON.createObjectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most)
                .put("description", meaning);
    }

    private static ObjectNode words(List<String> words, String meaning) {
        var choice = JSON.createObjectNode().put("description", meaning);
        choice.set("enum", array(words));
        return choice;
    }

    private static ObjectNode vlans(String meaning) {
        var vlans = JSON.createObjectNode().put("type", "array").put("description", meaning).put("uniqueItems", true);
        vlans.putObject("items").put("type", "integer").put("minimum", 1).put("maximum", NetworkReader.MOST);
        return vlans;
    }

    private static JsonNode array(List<String> words) {
        var array = JSON.createArrayNode();
        words.forEach(array::add);
        return array;
    }

    private static ObjectNode object(Map<String, ObjectNode> keys) {
        var object = JSON.createObjectNode().put("type", "object");
        if (!keys.isEmpty()) {
            object.putObject("properties").setAll(keys);
        }
        return object;
    }

    /** With these keys and no others. */
    private static ObjectNode closed(Map<String, ObjectNode> keys) {
        return object(keys).put("additionalProperties", false);
    }
}
