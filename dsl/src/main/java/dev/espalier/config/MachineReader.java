package dev.espalier.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.source.Spelling;

/** Reads one entry of {@code vms} or {@code containers}. */
final class MachineReader {
    /** Says where NixOS's driver finds the screens of its containers. */
    private static final String DISPLAY_TARGETS = "display_targets";

    static final List<String> KEYS = List.of("backend", "image", "vlans", "memory_mib", "cpus", "number",
            "name", DISPLAY_TARGETS);
    static final String START_SCRIPT = "start_script";

    /** All else that a machine is, a start script decides. */
    static final List<String> BESIDE_A_START_SCRIPT = List.of("backend", "vlans", "number", "name",
            DISPLAY_TARGETS, START_SCRIPT, "kernel_parameters", "accelerator");

    static final int LEAST_MEMORY_MIB = 32;
    static final int MOST_MEMORY_MIB = 4 * 1024 * 1024;
    static final int MOST_CPUS = 255;

    private final Problems problems;
    private final ValueReader values;
    private final ImageReader images;
    private final OptionReader options;
    private final NetworkReader networks;
    private final NodeNumbers numbers;
    private final BackendCatalog backends;

    MachineReader(Problems problems, ValueReader values, ImageReader images, OptionReader options,
            NetworkReader networks, NodeNumbers numbers, BackendCatalog backends) {
        this.problems = problems;
        this.values = values;
        this.images = images;
        this.options = options;
        this.networks = networks;
        this.numbers = numbers;
        this.backends = backends;
    }

    /**
     * @param usualBackend its backend if it names none
     * @return none if it is no object; otherwise a machine, with defaults in place of what is wrong
     */
    Optional<NodeSpec> read(Section.Entry given, String usualBackend) {
        return values.section(given.value(), given.path()).map(machine -> read(given, machine, usualBackend));
    }

    /**
     * As {@link #read(Section.Entry, String)}.
     *
     * @param given   its name, and where it is
     * @param machine what it says of itself
     */
    NodeSpec read(Section.Entry given, Section machine, String usualBackend) {
        var unnumbered = NodeSpec.of(given.key(), image(machine));
        var node = numbers.read(given.key(), machine).map(unnumbered::number).orElse(unnumbered);
        rejectOtherName(given.key(), machine);
        machine.entry(DISPLAY_TARGETS)
                .ifPresent(targets -> values.list(targets.value(), targets.path(), "a list of objects",
                        values::section));
        rejectBesideStartScript(machine);
        var memory = number("memory_mib", machine, LEAST_MEMORY_MIB, MOST_MEMORY_MIB).orElse(node.memoryMib());
        var cpus = number("cpus", machine, 1, MOST_CPUS).orElse(node.cpus());
        var configured = withVlans(node, given, machine).memoryMib(memory).cpus(cpus);
        return backend(given, machine, usualBackend).map(backend -> withBackend(configured, backend, machine))
                .orElse(configured);
    }

    private ImageSpec image(Section machine) {
        return machine.entry("image")
                .flatMap(given -> images.read(given.value(), given.path()))
                .orElseGet(ImageSpec.Tiny::new);
    }

    private Optional<Integer> number(String key, Section machine, int least, int most) {
        return machine.entry(key).flatMap(given -> values.wholeNumber(given.value(), given.path(), least, most));
    }

    private NodeSpec withVlans(NodeSpec node, Section.Entry given, Section machine) {
        if (!machine.has("vlans") && machine.has(START_SCRIPT)) {
            return networks.declared().map(vlans -> node.onVlans(vlans.toArray(Integer[]::new))).orElse(node);
        }
        if (!machine.has("vlans")) {
            networks.requireDeclared(node.vlans(), given.at(), given.path());
        }
        return machine.entry("vlans")
                .flatMap(vlans -> networks.numbers(vlans.value(), vlans.path()))
                .map(vlans -> node.onVlans(vlans.toArray(Integer[]::new)))
                .orElse(node);
    }

    private Optional<String> backend(Section.Entry given, Section machine, String usualBackend) {
        var known = backends.names().stream().sorted().toList();
        if (machine.has("backend")) {
            return machine.entry("backend").flatMap(named -> values.word(named.value(), named.path(), known));
        }
        if (!known.contains(usualBackend)) {
            problems.add(given.at(), given.path(), new Complaint.MissingKey("backend",
                    "the default, " + usualBackend + ", is not among " + String.join(", ", known)));
        }
        return Optional.of(usualBackend);
    }

    private NodeSpec withBackend(NodeSpec node, String backend, Section machine) {
        var keys = optionsOf(backend);
        rejectUnknown(backend, keys, machine);
        return node.backend(backend).options(options.read(keys, machine));
    }

    private List<OptionKey<?>> optionsOf(String backend) {
        return backends.names().contains(backend) ? backends.options(backend) : List.of();
    }

    private void rejectUnknown(String backend, List<OptionKey<?>> keys, Section machine) {
        var known = Stream.concat(KEYS.stream(), keys.stream().map(OptionKey::name)).distinct().toList();
        machine.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                problems.add(member.at(), machine.path().key(member.key()), unknown(key, backend, known));
            }
        });
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

    private void rejectOtherName(String name, Section machine) {
        machine.entry("name")
                .ifPresent(given -> values.text(given.value(), given.path())
                        .filter(other -> !other.equals(name))
                        .ifPresent(other -> values.wrong(given.value(), given.path(),
                                "the key of this machine, \"" + name + "\"")));
    }

    private void rejectBesideStartScript(Section machine) {
        if (machine.has(START_SCRIPT)) {
            machine.members().forEach((key, member) -> {
                if (!BESIDE_A_START_SCRIPT.contains(key)) {
                    problems.add(member.at(), machine.path().key(member.key()),
                            new Complaint.DecidedElsewhere(key, START_SCRIPT));
                }
            });
        }
    }
}
