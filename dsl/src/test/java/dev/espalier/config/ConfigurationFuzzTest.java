package dev.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.NodeSpec;
import dev.espalier.source.SourceFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text, however broken, gets anything but an answer or problems with places in that text. */
class ConfigurationFuzzTest {
    private static final String VALID = """
            {"vms": {"web-1": {"backend": "qemu", "image": {"debian": {"packages": ["nginx"]}}, "vlans": [1, 2],
             "memory_mib": 512, "cpus": 2, "machine_type": "q35", "arguments": ["-usb"], "firmware": "a/b"},
             "client": {"image": "tiny"}}, "vlans": [1, 2], "global_timeout": 60, "test_script": "test.java"}
            """;

    @Property
    void aBrokenConfigurationHasProblemsWithPlaces(@ForAll("mutations") String text) {
        var source = new SourceFile(Path.of("machines.json"), text);
        for (var problem : problems(source)) {
            assertThat(problem.render()).isNotBlank();
            problem.where().ifPresent(place -> {
                var lines = text.split("\r\n|\r|\n", -1);
                assertThat(place.position().line()).isBetween(1, lines.length);
                assertThat(place.position().column())
                        .isBetween(1, lines[place.position().line() - 1].length() + 1);
            });
        }
    }

    private static List<ConfigurationProblem> problems(SourceFile source) {
        var location = new TestLocation("fuzz", Path.of("/nonexistent/machines.json"), Optional.empty());
        try {
            new TestReader(location, new TestBackends(), NodeSpec.DEFAULT_BACKEND, new Problems(source))
                    .read(JsonReader.read(source));
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        } catch (JsonReader.MalformedException e) {
            return List.of(ConfigurationProblem.at(source, e.position(), "",
                    new Complaint.MalformedJson(String.valueOf(e.getMessage()))));
        }
    }

    @Provide
    Arbitrary<String> mutations() {
        var pieces = Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-1",
                "1e999", "0x1", "\n", "\r", "\t", "\0", "ä", "\ud83d\ude00", "\u2028", "//", "\"vms\":", "\"\":", "{}",
                "[[[[", "\"web-1\": {},");
        var mutation = Combinators.combine(pieces, Arbitraries.integers().between(0, VALID.length()),
                Arbitraries.integers().between(0, 6)).as(Mutation::new);
        return mutation.list().ofMaxSize(3).map(mutations -> {
            var text = VALID;
            for (var each : mutations) {
                text = each.applyTo(text);
            }
            return text;
        });
    }

    private record Mutation(String piece, int at, int removed) {
        String applyTo(String text) {
            var from = Math.min(text.length(), at);
            return text.substring(0, from) + piece + text.substring(Math.min(text.length(), from + removed));
        }
    }
}
