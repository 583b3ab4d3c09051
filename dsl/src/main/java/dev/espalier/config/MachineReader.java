package dev.espalier.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.source.Spelling;

/** Reads one entry of {@code vms}. */
final class MachineReader {
    private static final List<String> KEYS = List.of("backend", "image", "vlans", "memory_mib", "cpus", "name");
    private static final int LEAST_MEMORY_MIB = 32;
    private static final int MOST_MEMORY_MIB = 4 * 1024 * 1024;
    private static final int MOST_CPUS = 255;

    private final Problems problems;
    private final ValueReader values;
    private final ImageReader images;
    private final OptionReader options;
    private final NetworkReader networks;
    private final BackendCatalog backends;

    MachineReader(Problems problems, ValueReader values, OptionReader options, NetworkReader networks,
            BackendCatalog backends) {
        this.problems = problems;
        this.values = values;
        this.images = new ImageReader(problems, values);
        this.options = options;
        this.networks = networks;
        this.backends = backends;
    }

    /** @return none if it is no object; a machine with defaults in place of what is wrong otherwise */
    Optional<NodeSpec> read(Json.Member machine, KeyPath path) {
        return values.struct(machine.value(), path).map(members -> read(machine, members, path));
    }

    private NodeSpec read(Json.Member machine, Map<String, Json.Member> members, KeyPath path) {
        var node = NodeSpec.of(machine.key(), image(members, path));
        rejectOtherName(machine.key(), members, path);
        rejectStartScript(members, path);
        var memory = number("memory_mib", members, path, LEAST_MEMORY_MIB, MOST_MEMORY_MIB).orElse(node.memoryMib());
        var cpus = number("cpus", members, path, 1, MOST_CPUS).orElse(node.cpus());
        var configured = withVlans(node, machine, members, path).memoryMib(memory).cpus(cpus);
        return backend(machine, members, path).map(backend -> withBackend(configured, backend, members, path))
                .orElse(configured);
    }

    private ImageSpec image(Map<String, Json.Member> members, KeyPath path) {
        return member("image", members).flatMap(given -> images.read(given.value(), path.key("image")))
                .orElseGet(ImageSpec.Tiny::new);
    }

    private Optional<Integer> number(String key, Map<String, Json.Member> members, KeyPath path, int least, int most) {
        return member(key, members).flatMap(given -> values.wholeNumber(given.value(), path.key(key), least, most));
    }

    private NodeSpec withVlans(NodeSpec node, Json.Member machine, Map<String, Json.Member> members, KeyPath path) {
        var given = members.get("vlans");
        if (given == null) {
            if (!members.containsKey("start_script")) {
                networks.requireDeclared(node.vlans(), machine.at(), path);
            }
            return node;
        }
        return networks.ofMachine(given.value(), path.key("vlans"))
                .map(vlans -> node.vlans(vlans.toArray(Integer[]::new)))
                .orElse(node);
    }

    private Optional<String> backend(Json.Member machine, Map<String, Json.Member> members, KeyPath path) {
        var known = backends.names().stream().sorted().toList();
        var given = members.get("backend");
        if (given != null) {
            return values.word(given.value(), path.key("backend"), known);
        }
        if (!known.contains(NodeSpec.DEFAULT_BACKEND)) {
            problems.add(machine.at(), path, new Complaint.MissingKey("backend",
                    "the default, " + NodeSpec.DEFAULT_BACKEND + ", is not among " + String.join(", ", known)));
        }
        return Optional.of(NodeSpec.DEFAULT_BACKEND);
    }

    private NodeSpec withBackend(NodeSpec node, String backend, Map<String, Json.Member> members, KeyPath path) {
        var keys = optionsOf(backend);
        rejectUnknown(backend, keys, members, path);
        return node.backend(backend).options(options.read(keys, members, path));
    }

    private List<OptionKey<?>> optionsOf(String backend) {
        return backends.names().contains(backend) ? backends.options(backend) : List.of();
    }

    private void rejectUnknown(String backend, List<OptionKey<?>> keys, Map<String, Json.Member> members,
            KeyPath path) {
        var known = Stream.concat(KEYS.stream(), keys.stream().map(OptionKey::name)).distinct().toList();
        for (var member : members.values()) {
            if (!known.contains(member.key()) && !member.key().equals("start_script")) {
                problems.add(member.at(), path.key(member.key()), unknown(member.key(), backend, known));
            }
        }
    }

    private Complaint unknown(String key, String backend, List<String> known) {
        var others = backends.names()
                .stream()
                .sorted()
                .filter(other -> optionsOf(other).stream().anyMatch(option -> option.name().equals(key)))
                .toList();
        return others.isEmpty()
                ? new Complaint.UnknownKey(key, known, Spelling.nearest(key, known))
                : new Complaint.KeyOfAnotherBackend(key, backend, others);
    }

    private void rejectOtherName(String name, Map<String, Json.Member> members, KeyPath path) {
        member("name", members).ifPresent(given -> values.text(given.value(), path.key("name"))
                .filter(other -> !other.equals(name))
                .ifPresent(other -> values.wrong(given.value(), path.key("name"),
                        "the key of this machine, \"" + name + "\"")));
    }

    private void rejectStartScript(Map<String, Json.Member> members, KeyPath path) {
        member("start_script", members).ifPresent(given -> problems.add(given.at(), path.key("start_script"),
                new Complaint.NotSupportedYet("start scripts are", "say with \"image\" what the machine boots")));
    }

    private static Optional<Json.Member> member(String key, Map<String, Json.Member> members) {
        return Optional.ofNullable(members.get(key));
    }
}
