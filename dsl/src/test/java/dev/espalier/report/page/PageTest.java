package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.RunEnded;
import dev.espalier.report.TestEvent.RunStarted;
import dev.espalier.report.Verdict;
import dev.espalier.runtime.io.FileTree;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on the page. */
class PageTest {
    private static final Pattern TAG = Pattern.compile("<([a-z0-9]+)((?:\\s+[a-z:-]+(?:=\"[^\"<>]*\")?)*)\\s*/?>");
    private static final Pattern ATTRIBUTE_VALUE = Pattern.compile("=\"[^\"]*\"");

    private static final Optional<Reproduction> REPRODUCTION = Optional.of(
            new Reproduction("espalier run two-nodes", Optional.of("espalier run --interactive two-nodes")));

    @TempDir
    private Path directory;

    private static String page(SampleRun sample, Path directory) throws IOException {
        var run = new RunStory();
        sample.events().forEach(run::apply);
        run.apply(sample.ending());
        return new Page(run, new Evidence(sample.evidenceIn(OutputDirectory.create(directory))), REPRODUCTION).html();
    }

    @Test
    void theVerdictIsFirstAndTheFailureHasItsEvidence() throws IOException {
        var html = page(new SampleRun("the page"), directory);
        assertThat(html).containsSubsequence("Failed", "two-nodes", "took 16.5 s", "What went wrong",
                "waited 6 s in vain for the page", "in the subtest the client sees it / by its name",
                "client.waitForOpenPort(80)", "<h3>the last look</h3>", "nothing listens on port 80",
                "<h3>console</h3>",
                "server died: killed by SIGKILL", "Run it again", "espalier run two-nodes", "Look at its machines",
                "espalier run --interactive two-nodes", "Timeline",
                "booting", "cut from server", "exit 3", "Subtests", "Screenshots", "data:image/png;base64,", "Consoles",
                "Linux version 6.1", "no KVM: the page", "Supervision tree", "came up 2 times", "Environment",
                "Debian GNU/Linux 12");
    }

    @Test
    void nothingIsLoadedFromAnywhere() throws IOException {
        var html = page(new SampleRun("x"), directory);
        assertThat(html).contains("default-src 'none'")
                .doesNotContain("http://", "https://", "@import", "style=\"", "onclick");
    }

    @Property(tries = 60)
    void whoeverSaysWhateverThePageHasTheSameElements(@ForAll("hostile") String text) throws IOException {
        var temporary = Files.createTempDirectory(Path.of("target"), "page");
        try {
            var ours = shapes(page(new SampleRun("x"), temporary));
            assertThat(shapes(page(new SampleRun(text), temporary))).isSubsetOf(ours);
        } finally {
            FileTree.remove(temporary);
        }
    }

    /** Every kind of tag that a browser would see, with the names of its attributes. */
    private static Set<String> shapes(String html) {
        return Pattern.compile("<[a-zA-Z!][^>]*>")
                .matcher(html)
                .results()
                .map(tag -> TAG.matcher(tag.group()).matches()
                        ? ATTRIBUTE_VALUE.matcher(tag.group()).replaceAll("")
                        : tag.group())
                .collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<String> hostile() {
        var pieces = Arbitraries.of("<script>", "</script>", "</pre>", "<img src=x onerror=alert(1)>", "\"", "'", ">",
                "<", "&", "&lt;", "{{script}}", "{}", "]]>", "<!--", "\u001b[2J", "\0", "\u202e", "\ud800", "a", " ",
                "\n", "\\", "$1");
        return pieces.list().ofMinSize(1).ofMaxSize(12).map(parts -> String.join("", parts));
    }

    @Test
    void aRunOfVeryManyCommandsHasASmallPageThatSaysWhatIsLeftOut() throws IOException {
        var run = new RunStory();
        run.apply(new RunStarted(SampleRun.START, "busy", List.of("one")));
        run.apply(new MachineStarting(SampleRun.START, "one"));
        for (var number = 0; number < 20_000; number++) {
            var at = SampleRun.START.plusMillis(number);
            run.apply(new CommandStarted(at, number, "one", "echo " + "x".repeat(1000)));
            run.apply(
                    new CommandEnded(at.plusMillis(1), number, "one", "echo", OptionalInt.of(0), Duration.ofMillis(1)));
        }
        var output = OutputDirectory.create(directory);
        Files.writeString(output.consoleLog("one"), "<&\"> a line of a console\n".repeat(200_000));
        var html = new Page(run, new Evidence(output), Optional.empty()).html();
        assertThat(html).hasSizeLessThan(1024 * 1024)
                .contains("more commands and waits", "Ended without a verdict", "KiB before them are in its log");
    }

    @Test
    void aRunThatWasCutOffSaysWhatWasGoingOn() throws IOException {
        var run = new RunStory();
        run.apply(new RunStarted(SampleRun.START, "slow", List.of("one")));
        run.apply(new CommandStarted(SampleRun.START, 1, "one", "sleep 600"));
        run.apply(new CommandEnded(SampleRun.START.plusSeconds(4), 1, "one", "sleep 600", OptionalInt.empty(),
                Duration.ofSeconds(4)));
        run.apply(new RunEnded(SampleRun.START.plusSeconds(4), Duration.ofSeconds(4),
                new Verdict.TimedOut(Duration.ofSeconds(4))));
        assertThat(new Page(run, new Evidence(OutputDirectory.create(directory)), Optional.empty()).html()).contains(
                "the global timeout of 4.0 s is over", "What did not come to its end",
                "<strong>one</strong>: command <code>sleep 600</code>, for 4.0 s");
    }

    @Test
    void aRunWithoutAnEventHasAPageToo() throws IOException {
        Files.writeString(directory.resolve("report.html"), "of an earlier run");
        try (var page = HtmlPage.create(OutputDirectory.create(directory))) {
            assertThat(page.name()).isEqualTo("report.html");
            assertThat(directory).isEmptyDirectory();
        }
        assertThat(directory.resolve("report.html")).content().contains("Ended without a verdict");
    }
}
