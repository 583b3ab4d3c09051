package dev.espalier.bench.result;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Reports as JSON. */
public final class ReportFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportFile() {}

    public static void write(Report report, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    }

    /** @throws IOException if it is none, or of another form */
    public static Report read(Path file) throws IOException {
        var tree = JSON.readTree(file.toFile());
        var version = tree.path("version").asInt();
        if (version != Report.VERSION) {
            throw new IOException(file + " is not of the form " + Report.VERSION + " of results");
        }
        return JSON.treeToValue(tree, Report.class);
    }
}
