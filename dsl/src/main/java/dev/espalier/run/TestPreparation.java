package dev.espalier.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.espalier.Backends;
import dev.espalier.Cluster;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.config.ConfigurationReader;
import dev.espalier.config.DriverInput;
import dev.espalier.config.TestConfiguration;
import dev.espalier.report.Subtests;
import dev.espalier.runtime.io.UserCache;
import dev.espalier.script.CompiledScript;
import dev.espalier.script.PreparingPart;
import dev.espalier.script.ScriptCache;
import dev.espalier.script.ScriptCompiler;
import dev.espalier.script.ScriptFrame;
import dev.espalier.script.ScriptVariable;
import dev.espalier.source.SourceFile;

/**
 * A test that is ready to run: its configuration is sound and its script compiles.
 *
 * @param script sees each machine as a variable and is a {@link TestScript}
 */
public record TestPreparation(TestConfiguration configuration, CompiledScript script) {

    /** What a script need not import itself. */
    public static final List<String> IMPORTS = List.of("java.time.Duration", "java.util.*", "dev.espalier.*",
            "dev.espalier.command.*", "dev.espalier.error.*", "dev.espalier.runtime.network.Impairment",
            "static dev.espalier.assertions.TextAssertions.*");

    /**
     * Reads and compiles a test; starts nothing.
     *
     * @param test a directory with {@code machines.json} and {@code test.java}, or one of such files
     * @throws dev.espalier.config.ConfigurationException      with all that is wrong in the configuration
     * @throws dev.espalier.script.ScriptCompilationException with all that is wrong in the script
     * @throws IOException                                     if the script cannot be read
     */
    public static TestPreparation of(Path test) throws IOException {
        return of(test, NodeSpec.DEFAULT_BACKEND);
    }

    /**
     * As {@link #of(Path)}.
     *
     * @param usualBackend the backend of machines that name none
     */
    public static TestPreparation of(Path test, String usualBackend) throws IOException {
        return of(reader(usualBackend).read(test));
    }

    /** As {@link #of(Path)}, of a test as the NixOS test driver is told of it. */
    public static TestPreparation of(DriverInput input) throws IOException {
        return of(reader(NodeSpec.DEFAULT_BACKEND).read(input));
    }

    private static ConfigurationReader reader(String usualBackend) {
        return new ConfigurationReader(Backends.installed(), usualBackend);
    }

    private static TestPreparation of(TestConfiguration configuration) throws IOException {
        return of(configuration, SourceFile.read(configuration.testScript()));
    }

    private static TestPreparation of(TestConfiguration configuration, SourceFile script) {
        var variables = new LinkedHashMap<String, Class<?>>();
        configuration.cluster().nodes().forEach(node -> variables.put(ScriptVariable.of(node.name()), Machine.class));
        var frame = new ScriptFrame(TestScript.class, List.of(Cluster.class, Subtests.class, ScriptLog.class),
                IMPORTS, variables);
        return new TestPreparation(configuration,
                new ScriptCompiler(frame).compile(script,
                        new ScriptCache(UserCache.directory().resolve("scripts"))));
    }

    /**
     * The same test up to its last statement that prepares a machine by {@link Machine#prepare}, itself or by a method of the
     * script; empty if there is none.
     *
     * @throws IOException if the script cannot be read
     */
    public Optional<TestPreparation> untilPrepared() throws IOException {
        return PreparingPart.of(SourceFile.read(configuration.testScript())).map(part -> of(configuration, part));
    }

    /** The same test with another limit for the whole run. */
    public TestPreparation globalTimeout(Duration limit) {
        return new TestPreparation(new TestConfiguration(configuration.name(), configuration.cluster(), limit,
                configuration.testScript()), script);
    }
}
