package dev.espalier.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;

/** Reads the top level of a configuration. */
final class TestReader {
    private static final List<String> KEYS = List.of("vms", "vlans", "global_timeout", "test_script", "containers",
            "enable_ssh_backdoor");
    private static final int MOST_SECONDS = (int) Duration.ofDays(365).toSeconds();

    private final TestLocation location;
    private final BackendCatalog backends;
    private final Problems problems;
    private final ValueReader values;

    TestReader(TestLocation location, BackendCatalog backends, Problems problems) {
        this.location = location;
        this.backends = backends;
        this.problems = problems;
        this.values = new ValueReader(problems);
    }

    /** @throws ConfigurationException with all that is wrong */
    TestConfiguration read(Json root) {
        var members = values.struct(root, KeyPath.ROOT).orElseGet(Map::of);
        values.rejectUnknown(members, KeyPath.ROOT, KEYS);
        rejectContainers(members);
        rejectSshBackdoor(members);
        var machines = machines(root, members);
        var timeout = member("global_timeout", members).flatMap(given -> values.wholeNumber(given.value(),
                KeyPath.ROOT.key("global_timeout"), 1, MOST_SECONDS))
                .map(Duration::ofSeconds)
                .orElse(TestConfiguration.DEFAULT_GLOBAL_TIMEOUT);
        var script = script(members);
        problems.throwIfAny();
        return new TestConfiguration(location.name(), new ClusterSpec(machines), timeout, script);
    }

    private List<NodeSpec> machines(Json root, Map<String, Json.Member> members) {
        var path = KeyPath.ROOT.key("vms");
        var networks = NetworkReader.of(problems, values, member("vlans", members));
        var options = new OptionReader(values, location.directory());
        var reader = new MachineReader(problems, values, options, networks, backends);
        var names = new MachineNames(problems);
        var vms = member("vms", members);
        if (vms.isEmpty() && root instanceof Json.Struct) {
            problems.add(root.at(), KeyPath.ROOT, new Complaint.MissingKey("vms", "a test has at least one machine"));
        }
        var entries = vms.flatMap(given -> values.struct(given.value(), path));
        entries.filter(Map::isEmpty)
                .ifPresent(none -> values.wrong(vms.orElseThrow().value(), path,
                        "at least one machine"));
        return entries.orElseGet(Map::of).values().stream().flatMap(machine -> {
            names.check(machine.key(), machine.at(), path.key(machine.key()));
            return reader.read(machine, path.key(machine.key())).stream();
        }).toList();
    }

    private void rejectContainers(Map<String, Json.Member> members) {
        var path = KeyPath.ROOT.key("containers");
        member("containers", members).ifPresent(given -> values.struct(given.value(), path)
                .filter(containers -> !containers.isEmpty())
                .ifPresent(containers -> problems.add(given.at(), path,
                        new Complaint.NotSupportedYet("containers are", "use machines under \"vms\""))));
    }

    private void rejectSshBackdoor(Map<String, Json.Member> members) {
        var path = KeyPath.ROOT.key("enable_ssh_backdoor");
        member("enable_ssh_backdoor", members).ifPresent(given -> values.flag(given.value(), path)
                .filter(enabled -> enabled)
                .ifPresent(enabled -> problems.add(given.at(), path,
                        new Complaint.NotSupportedYet("the SSH backdoor is", "leave the key out or say false"))));
    }

    private Path script(Map<String, Json.Member> members) {
        var given = members.get("test_script");
        var byDefault = location.script().orElseGet(() -> location.directory().resolve("test.java"));
        if (given == null || location.script().isPresent()) {
            whyUnusable(byDefault).ifPresent(
                    complaint -> problems.add(ConfigurationProblem.ofFile(byDefault, complaint)));
            return byDefault;
        }
        var path = KeyPath.ROOT.key("test_script");
        var named = values.text(given.value(), path).flatMap(text -> resolve(text, given.value(), path));
        named.flatMap(TestReader::whyUnusable)
                .ifPresent(
                        complaint -> problems.add(given.value().at(), path, complaint));
        return named.orElse(byDefault);
    }

    private Optional<Path> resolve(String text, Json value, KeyPath path) {
        try {
            return Optional.of(location.directory().resolve(text));
        } catch (InvalidPathException e) {
            return values.wrong(value, path, "the path of a test script");
        }
    }

    private static Optional<Complaint> whyUnusable(Path script) {
        if (!script.toString().endsWith(".java")) {
            return Optional.of(new Complaint.NotSupportedYet("test scripts in other languages than Java are",
                    "name a file that ends with .java"));
        }
        return FileTrouble.whyUnreadable(script)
                .map(reason -> new Complaint.Unreadable(script, reason, "the test script"));
    }

    private static Optional<Json.Member> member(String key, Map<String, Json.Member> members) {
        return Optional.ofNullable(members.get(key));
    }
}
