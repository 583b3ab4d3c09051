package dev.espalier.bench.supervision;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The results for programs, as JSON. */
final class ResultsFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultsFile() {}

    static void write(Results results, Path file) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.putPOJO("host", results.host());
        root.putPOJO("contenders", results.contenders());
        root.putPOJO("sizes", results.sizes());
        results.rows().forEach(row -> {
            Figure figure = row.figure();
            ObjectNode entry = root.withArray("figures").addObject();
            entry.put("work", figure.work());
            entry.put("unit", figure.unit().symbol());
            entry.putPOJO("values", row.values());
            figure.goal().ifPresent(goal -> entry.put("must", goal.must()).put("aim", goal.aim()));
        });
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
