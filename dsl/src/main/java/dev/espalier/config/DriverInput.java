package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.source.SourceFile;

/**
 * What the NixOS test driver is told of a test: by a configuration, or, as older ones were, by start scripts and VLANs.
 *
 * @param startScripts each called {@code run-NAME-vm} or {@code run-NAME-nspawn}; only without a configuration
 * @param vlans        all networks; only without a configuration
 * @param testScript   in place of the configuration's
 */
public record DriverInput(Optional<Path> configuration, List<Path> startScripts, List<Integer> vlans,
        Optional<Path> testScript) {
    private static final Pattern NAME = Pattern.compile("run-(.+)-(vm|nspawn)");
    private static final Path NO_FILE = Path.of("start scripts");
    private static final ObjectMapper JSON = new ObjectMapper();

    public DriverInput {
        startScripts = List.copyOf(startScripts);
        vlans = List.copyOf(vlans);
    }

    TestLocation location() {
        var script = testScript.map(Path::toAbsolutePath);
        return configuration.map(file -> TestLocation.of(file).script(script))
                .orElseGet(() -> new TestLocation("vm-test", NO_FILE.toAbsolutePath(), script));
    }

    /**
     * The configuration that start scripts and VLANs amount to.
     *
     * @throws ConfigurationException if a machine's name is not to be seen from its script's
     */
    SourceFile composed() {
        var test = JSON.createObjectNode();
        startScripts.forEach(script -> {
            var name = name(script);
            test.withObjectProperty(name.group(2).equals("vm") ? "vms" : "containers")
                    .putObject(name.group(1))
                    .put("start_script", script.toAbsolutePath().toString());
        });
        var networks = test.putArray("vlans");
        vlans.forEach(networks::add);
        return new SourceFile(NO_FILE, test.toString());
    }

    private static MatchResult name(Path script) {
        var name = NAME.matcher(String.valueOf(script.getFileName()));
        if (!name.matches()) {
            throw new ConfigurationException(List.of(ConfigurationProblem.ofFile(script,
                    new Complaint.UnexpectedValue("\"" + script.getFileName() + "\"",
                            "a start script that is called run-NAME-vm or run-NAME-nspawn", Optional.empty()))));
        }
        return name;
    }
}
