package dev.espalier.bench.microvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.bench.Columns;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests of contracts where their machines can run, and prints what became of each, and a table at the end. */
final class Contracts {
    private static final double MILLIS = 1000;

    private Contracts() {}

    /**
     * The one place that ends the JVM: this is a command, which nothing embeds.
     *
     * @param selection a pattern, found in the names of the tests that are run, and the packages that they are in
     */
    public static void main(String... selection) throws IOException, InterruptedException {
        var verdicts = new Verdicts(System.out::println);
        verdicts.add(KvmControl.verdict(new ImageCache(Path.of(System.getProperty("espalier.cache"))),
                System.out::println));
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(Arrays.stream(selection).skip(1).map(DiscoverySelectors::selectPackage).toList())
                        .filters(ClassNameFilter.includeClassNamePatterns(".*(Test|IT)"),
                                ClassNameFilter.includeClassNamePatterns(".*(" + selection[0] + ").*"))
                        .build(), verdicts);
        System.out.println(table(verdicts.all()));
        // A JVM of its own, whose threads of tests that hang are not waited for.
        System.exit(verdicts.all().stream().anyMatch(verdict -> verdict.failed() > 0) ? 1 : 0);
    }

    private static String table(List<Verdicts.Verdict> verdicts) {
        var lines = new ArrayList<>(List.of(List.of("contract", "passed", "failed", "skipped", "seconds")));
        for (var verdict : verdicts) {
            lines.add(List.of(verdict.test(), Integer.toString(verdict.passed()), Integer.toString(verdict.failed()),
                    Integer.toString(verdict.skipped()),
                    String.format(Locale.ROOT, "%.1f", verdict.took().toMillis() / MILLIS)));
        }
        return Columns.aligned(lines);
    }
}
