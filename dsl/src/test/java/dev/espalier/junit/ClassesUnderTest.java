package dev.espalier.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/**
 * Classes of tests, run by JUnit as a build would run them.
 *
 * @param reports JUnit's own report directory
 */
record ClassesUnderTest(Path reports, Map<String, String> parameters) {
    static ClassesUnderTest reportingTo(Path reports) {
        return new ClassesUnderTest(reports, Map.of());
    }

    ClassesUnderTest with(String parameter, String value) {
        var all = new HashMap<>(parameters);
        all.put(parameter, value);
        return new ClassesUnderTest(reports, all);
    }

    EngineExecutionResults run(Class<?>... classes) {
        var selectors = Stream.of(classes).map(each -> selectClass(each)).toArray(ClassSelector[]::new);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .configurationParameters(parameters)
                .outputDirectoryCreator(new Reports(reports))
                .execute();
    }

    /** What each test or class that failed threw, in their order. */
    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents()
                .filter(event -> event.getType().equals(EventType.FINISHED))
                .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why classes were not run. */
    static List<String> skips(EngineExecutionResults results) {
        return results.allEvents()
                .skipped()
                .map(Event::getPayload)
                .flatMap(Optional::stream)
                .map(Object::toString)
                .toList();
    }

    private record Reports(Path root) implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            return root;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) throws IOException {
            return Files.createDirectories(root.resolve(test.getDisplayName().replaceAll("\\W", "_")));
        }
    }
}
