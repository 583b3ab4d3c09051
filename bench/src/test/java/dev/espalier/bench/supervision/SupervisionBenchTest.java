package dev.espalier.bench.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.bench.Host;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With tiny sizes: what comes out says nothing about speed, but nothing is missing. */
@Timeout(60)
class SupervisionBenchTest {

    private static final Sizes TINY = new Sizes(2, 1, 20, 40, 2_000);

    @TempDir
    private Path directory;

    @Test
    void everyFigureIsMeasured() {
        try (Espalier espalier = new Espalier()) {
            assertIsComplete(measure(espalier), "Espalier");
        }
    }

    @Test
    @NeedsHost(programs = "escript")
    void everyFigureIsMeasuredBesideErlang() {
        try (Erlang erlang = Erlang.start().orElseThrow(); Espalier espalier = new Espalier()) {
            assertIsComplete(measure(erlang, espalier), "Erlang", "Espalier");
        }
    }

    @Test
    void everyRestartIsTimed() {
        try (Espalier espalier = new Espalier()) {
            Restarts restarts = espalier.restarts(30);

            assertThat(restarts.each()).hasSize(30).isSorted().allMatch(nanos -> nanos > 0);
            assertThat(restarts.each().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(restarts.nanos());
        }
    }

    @Test
    void aTableHasALineForEachFigure() {
        try (Espalier espalier = new Espalier()) {
            String table = Table.of(measure(espalier));

            assertThat(table).contains("20 restarts in the window [/s]", "2,000 dynamic children: stop [s]", "<= 0.80",
                    ">= 40,000");
        }
    }

    @Test
    void programsCanReadTheResults() throws IOException {
        Path file = directory.resolve("results.json");
        try (Espalier espalier = new Espalier()) {
            ResultsFile.write(measure(espalier), file);
        }

        var results = new ObjectMapper().readTree(Files.readString(file));
        assertThat(results.at("/host/cores").asInt()).isPositive();
        assertThat(results.at("/sizes/children").asInt()).isEqualTo(2_000);
        assertThat(results.at("/figures")).hasSameSizeAs(Figure.all(TINY));
        assertThat(results.at("/figures/0/values/Espalier/median").asDouble()).isPositive();
    }

    private static Results measure(Contender... contenders) {
        List<String> progress = new ArrayList<>();
        Results results = Results.measure(Host.here(), TINY, List.of(contenders), progress::add);
        assertThat(progress).containsExactly("warming up 1/1", "round 1/2", "round 2/2");
        return results;
    }

    private static void assertIsComplete(Results results, String... contenders) {
        assertThat(results.contenders()).containsOnlyKeys(contenders);
        assertThat(results.rows()).extracting(row -> row.figure().work())
                .containsExactlyElementsOf(Figure.all(TINY).stream().map(Figure::work).toList());
        assertThat(results.rows()).allSatisfy(row -> {
            assertThat(row.values()).containsOnlyKeys(contenders);
            assertThat(row.values().values()).allSatisfy(range -> {
                assertThat(range.lowest()).isPositive();
                assertThat(range.median()).isBetween(range.lowest(), range.highest());
            });
        });
    }
}
