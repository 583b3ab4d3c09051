package dev.espalier.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.source.SourceFile;

/**
 * Reads a test's configuration: the NixOS test driver's JSON, with a backend and its settings for each machine, or the machine
 * configuration of attest as it is.
 */
public final class ConfigurationReader {
    private static final String EXPECTED = "a directory with machines.json and test.java, a JSON file, or a test script "
            + "beside its machines.json";

    private final BackendCatalog backends;
    private final String usual;

    /** Machines that name no backend are QEMU's. */
    public ConfigurationReader(BackendCatalog backends) {
        this(backends, NodeSpec.DEFAULT_BACKEND);
    }

    /** @param usual the backend of machines that name none */
    public ConfigurationReader(BackendCatalog backends, String usual) {
        this.backends = backends;
        this.usual = usual;
    }

    /**
     * @param test a directory with {@code machines.json} and {@code test.java}, a configuration file, or a test script
     *             with a {@code machines.json} beside it
     * @throws ConfigurationException with all that is wrong
     */
    public TestConfiguration read(Path test) {
        return read(test, TestReader::read);
    }

    /**
     * The machines alone, for a test that is no script: {@code test_script} and {@code global_timeout} may be there, for whoever
     * runs one with the same machines.
     *
     * @param configuration a configuration file
     * @throws ConfigurationException with all that is wrong
     */
    public ClusterSpec readMachines(Path configuration) {
        return read(configuration, TestReader::readMachines);
    }

    /**
     * The configuration of a test and its script, whether or not they are there and right; absolute and normal.
     *
     * @param test as in {@link #read(Path)}
     */
    public static Set<Path> filesOf(Path test) {
        var location = TestLocation.of(test);
        return Set.of(location.configuration(), location.script().orElseGet(() -> named(location)));
    }

    /** By the configuration, if there is one that can be read so far. */
    private static Path named(TestLocation location) {
        try {
            return TestReader.script(JsonReader.read(SourceFile.read(location.configuration())), location);
        } catch (IOException | JsonReader.MalformedException e) {
            return TestReader.defaultScript(location);
        }
    }

    private <T> T read(Path test, BiFunction<TestReader, Json, T> wanted) {
        var location = TestLocation.of(test);
        return read(location, source(Files.exists(test) ? location.configuration() : test), wanted);
    }

    /**
     * Reads what the NixOS test driver would be told.
     *
     * @throws ConfigurationException with all that is wrong
     */
    public TestConfiguration read(DriverInput input) {
        return read(input.location(),
                input.configuration().map(ConfigurationReader::source).orElseGet(input::composed),
                TestReader::read);
    }

    private <T> T read(TestLocation location, SourceFile source, BiFunction<TestReader, Json, T> wanted) {
        try {
            var root = JsonReader.read(source);
            return wanted.apply(new TestReader(location, backends, usual, new Problems(source)), root);
        } catch (JsonReader.MalformedException e) {
            throw new ConfigurationException(List.of(ConfigurationProblem.at(source, e.position(), "",
                    new Complaint.MalformedJson(String.valueOf(e.getMessage())))));
        }
    }

    private static SourceFile source(Path file) {
        try {
            return SourceFile.read(file);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(ConfigurationProblem.ofFile(file,
                    new Complaint.Unreadable(file, FileTrouble.reason(e), EXPECTED))));
        }
    }
}
