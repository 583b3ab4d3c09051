package dev.espalier.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.source.SourceFile;

/** Reads the top level of a configuration. */
final class TestReader {
    static final String MACHINES = "vms";
    static final String CONTAINERS = "containers";
    static final List<String> KEYS = List.of("$schema", MACHINES, "vlans", "global_timeout", "test_script", CONTAINERS,
            "enable_ssh_backdoor");
    private static final String DEFAULT_SCRIPT = "test.java";
    static final int MOST_SECONDS = (int) Duration.ofDays(365).toSeconds();

    private final TestLocation location;
    private final BackendCatalog backends;
    private final String usualBackend;
    private final Problems problems;
    private final ValueReader values;

    TestReader(TestLocation location, BackendCatalog backends, String usualBackend, Problems problems) {
        this.location = location;
        this.backends = backends;
        this.usualBackend = usualBackend;
        this.problems = problems;
        this.values = new ValueReader(problems);
    }

    /** @throws ConfigurationException with all that is wrong */
    TestConfiguration read(Json root) {
        return read(root, this::read);
    }

    /** @throws ConfigurationException with all that is wrong with the machines */
    ClusterSpec readMachines(Json root) {
        return read(root, this::cluster);
    }

    private <T> T read(Json root, Function<Section, T> reading) {
        var read = values.section(root, KeyPath.ROOT).map(reading);
        problems.throwIfAny();
        return read.orElseThrow();
    }

    private TestConfiguration read(Section test) {
        var cluster = cluster(test);
        var timeout = test.entry("global_timeout")
                .flatMap(given -> values.wholeNumber(given.value(), given.path(), 1, MOST_SECONDS))
                .map(Duration::ofSeconds)
                .orElse(TestConfiguration.DEFAULT_GLOBAL_TIMEOUT);
        return new TestConfiguration(location.name(), cluster, timeout, script(test));
    }

    private ClusterSpec cluster(Section test) {
        return new ClusterSpec(AttestReader.understands(test) ? machinesOfAttest(test) : machinesByName(test));
    }

    private List<NodeSpec> machinesOfAttest(Section test) {
        return new AttestReader(problems, values, location.directory(), new MachineNames(problems),
                machineReader(Optional.of(AttestReader.vlans(test)))).read(test);
    }

    private List<NodeSpec> machinesByName(Section test) {
        values.rejectUnknown(test, KEYS);
        rejectSshBackdoor(test);
        test.entry("$schema").ifPresent(given -> values.text(given.value(), given.path()));
        rejectNumber(test);
        var reader = machineReader(test.entry("vlans"));
        var names = new MachineNames(problems);
        var nodes = new ArrayList<NodeSpec>();
        for (var key : List.of(MACHINES, CONTAINERS)) {
            var usual = key.equals(CONTAINERS) ? NodeSpec.CONTAINER_BACKEND : usualBackend;
            for (var machine : entries(test, key)) {
                names.check(machine);
                reader.read(machine, usual).ifPresent(nodes::add);
            }
        }
        return nodes;
    }

    private MachineReader machineReader(Optional<Section.Entry> vlans) {
        var networks = NetworkReader.of(problems, values, vlans);
        var options = new OptionReader(values, location.directory());
        var images = new ImageReader(problems, values, location.directory());
        return new MachineReader(problems, values, images, options, networks, new NodeNumbers(problems, values),
                backends);
    }

    private List<Section.Entry> entries(Section test, String key) {
        return test.entry(key)
                .flatMap(given -> values.section(given.value(), given.path()))
                .map(section -> section.members().values().stream().map(section::entry).toList())
                .orElseGet(List::of);
    }

    private void rejectNumber(Section test) {
        var given = Stream.of(MACHINES, CONTAINERS).flatMap(key -> test.entry(key).stream()).toList();
        if (given.isEmpty()) {
            problems.add(test.at(), test.path(), new Complaint.MissingKey(MACHINES, "a test has at least one machine"));
            return;
        }
        var first = given.getFirst();
        var machines = given.stream()
                .mapToInt(entry -> entry.value() instanceof Json.Struct struct ? struct.members().size() : 1)
                .sum();
        if (machines == 0) {
            values.wrong(first.value(), first.path(), "at least one machine");
        } else if (machines > NodeNumbers.MOST) {
            values.wrong(first.value(), first.path(), "at most " + NodeNumbers.MOST + " machines");
        }
    }

    private void rejectSshBackdoor(Section test) {
        test.entry("enable_ssh_backdoor")
                .ifPresent(given -> values.flag(given.value(), given.path())
                        .filter(enabled -> enabled)
                        .ifPresent(enabled -> problems.add(given.at(), given.path(),
                                new Complaint.NotSupportedYet("the SSH backdoor is",
                                        "leave the key out or say false"))));
    }

    static Path defaultScript(TestLocation location) {
        return location.directory().resolve(DEFAULT_SCRIPT);
    }

    /** Which script a configuration means that may be wrong in any way. */
    static Path script(Json root, TestLocation location) {
        var unheard = new ValueReader(new Problems(new SourceFile(location.configuration(), "")));
        return unheard.section(root, KeyPath.ROOT)
                .flatMap(test -> test.entry("test_script"))
                .flatMap(given -> unheard.file(given.value(), given.path(), location.directory()))
                .map(Path::normalize)
                .orElseGet(() -> defaultScript(location));
    }

    private Path script(Section test) {
        var given = test.entry("test_script").filter(entry -> location.script().isEmpty());
        return given.isPresent() ? named(given.get()) : byDefault();
    }

    private Path byDefault() {
        var script = location.script().orElseGet(() -> defaultScript(location));
        whyUnusable(script).ifPresent(complaint -> problems.add(ConfigurationProblem.ofFile(script, complaint)));
        return script;
    }

    private Path named(Section.Entry given) {
        var named = values.text(given.value(), given.path())
                .flatMap(text -> resolve(text, given.value(), given.path()));
        named.flatMap(TestReader::whyUnusable)
                .ifPresent(complaint -> problems.add(given.value().at(), given.path(), complaint));
        return named.orElseGet(() -> defaultScript(location));
    }

    private Optional<Path> resolve(String text, Json value, KeyPath path) {
        try {
            return Optional.of(location.directory().resolve(text));
        } catch (InvalidPathException e) {
            return values.wrong(value, path, "the path of a test script");
        }
    }

    private static Optional<Complaint> whyUnusable(Path script) {
        if (script.toString().endsWith(".py")) {
            return Optional.of(new Complaint.NotSupportedYet("test scripts in other languages than Java are",
                    "name a file of Java statements"));
        }
        return FileTrouble.whyUnreadable(script)
                .map(reason -> new Complaint.Unreadable(script, reason, "the test script"));
    }
}
