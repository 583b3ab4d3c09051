package dev.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.espalier.Backends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader are of one mind. */
class MachinesSchemaTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().resolveSibling("");

    /** What is wrong between two values, or in a word of the Java language, or with another usual backend. */
    private static final List<String> NOT_SEEN = List.of("same number", "same host name",
            "is not one of the top-level vlans",
            "the key of this machine", "a word of the Java language", "and this machine's backend is qemu");

    private static Schema schema(BackendCatalog backends) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new MachinesSchema(backends).text());
    }

    private static boolean accepts(Schema schema, String configuration) {
        return schema.validate(configuration, InputFormat.JSON).isEmpty();
    }

    static Stream<String> wrong() throws NoSuchMethodException {
        return Stream.of(ConfigurationProblemTest.class.getDeclaredMethod("oneProblem", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @DisplayName("what the reader refuses the schema refuses, if it can be seen in one value")
    void refused(String problem) {
        var columns = problem.replace('`', '"').split("\\|", 2);
        var isSeen = NOT_SEEN.stream().noneMatch(columns[1]::contains);
        assertThat(accepts(schema(new TestBackends()), columns[0])).isEqualTo(!isSeen);
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.walk(PROJECT.resolve("examples"))) {
            return files.filter(file -> file.endsWith("machines.json") && !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("every example is right")
    void examples(Path configuration) throws IOException {
        assertThat(schema(Backends.installed()).validate(Files.readString(configuration), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("and names the published schema, for editors")
    void examplesNameTheSchema(Path configuration) throws IOException {
        var named = new ObjectMapper().readTree(configuration.toFile()).path("$schema").asText();
        assertThat(configuration.resolveSibling(named).normalize())
                .isEqualTo(PROJECT.resolve("docs/machines.schema.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'$schema': 'machines.schema.json', 'vms': {'web': {}}}",
            "{'vms': {'web': {'backend': 'firecracker', 'huge_pages': true, 'queues': 8, 'cpu_template': 'T2'}}}",
            "{'vms': {'web': {'machine_type': 'pc', 'arguments': ['-s'], 'firmware': 'OVMF.fd'}}}",
            "{'vms': {'web': {'start_script': 'run', 'vlans': [1], 'number': 3}}}",
            "{'containers': {'web': {'start_script': 'run', 'display_targets': [{'display': ':0'}]}}}",
            "{'vms': {'web': {'image': {'kernel': 'k', 'initrd': 'i', 'disk': 'd'}}}}",
            "{'vms': {'web': {'image': {'debian': {'packages': ['nginx-light']}}}}}",
            "{'vms': {'web': {'image': {'directory': '/srv/web'}}}}",
            "{'vms': {'web': {}}, 'containers': {}, 'enable_ssh_backdoor': false, 'vlans': [1], 'global_timeout': 60}"})
    @DisplayName("what the reader takes the schema takes")
    void taken(String configuration) {
        assertThat(accepts(schema(new TestBackends()), configuration.replace('\'', '"'))).isTrue();
    }

    @Test
    @DisplayName("it knows the keys that the reader knows, at the top and of each backend")
    void keys() throws IOException {
        var schema = new ObjectMapper().readTree(new MachinesSchema(new TestBackends()).text());
        assertThat(schema.at("/properties").fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(TestReader.KEYS);
        for (var branch : schema.at("/properties/vms/additionalProperties/allOf")) {
            assertThat(branch.at("/then/properties").fieldNames()).toIterable().containsAll(MachineReader.KEYS);
        }
    }

    @Test
    @DisplayName("the published one is this one: espalier schema >docs/machines.schema.json")
    void published() throws IOException {
        assertThat(PROJECT.resolve("docs/machines.schema.json")).hasContent(
                new MachinesSchema(Backends.installed()).text());
    }
}
