package dev.espalier.runtime.supervision;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What real Erlang did with random scenarios, as files. */
final class OtpRecordings {

    /** A scenario and its trace, in files of the same name. */
    record Recording(String name, Path scenario, Path trace) {

        OtpScenario read() throws IOException, MalformedScenario {
            return OtpScenarioParser.parse(scenarioLines());
        }

        List<String> scenarioLines() throws IOException {
            return Files.readAllLines(scenario);
        }

        List<String> lines() throws IOException {
            return Files.readAllLines(trace);
        }
    }

    private OtpRecordings() {}

    static List<Recording> all() throws IOException {
        Path traces = resource("traces");
        try (Stream<Path> files = Files.list(resource("scenarios"))) {
            return files.sorted().map(file -> {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                return new Recording(name, file, traces.resolve(name));
            }).toList();
        }
    }

    private static Path resource(String directory) {
        URL url = Objects.requireNonNull(OtpRecordings.class.getResource("/otp/" + directory));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
