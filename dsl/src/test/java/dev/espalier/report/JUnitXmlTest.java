package dev.espalier.report;

import static dev.espalier.report.Story.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class JUnitXmlTest {
    private static final Failure FAILURE = new Failure("CommandFailed", "exit 1\nstderr: no", "at test.java:3");

    @TempDir
    private Path directory;
    private Path file;
    private Story story;

    @BeforeEach
    void aReport() {
        file = directory.resolve("junit.xml");
        story = new Story().toldTo(new JUnitXml(file));
    }

    @Test
    void aRunWithoutSubtestsIsOneCase() throws Exception {
        story.begins("two-nodes", "web").after(1500).ends(new Verdict.Passed());
        assertThat(file).hasContent("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites>
                <testsuite name="two-nodes" timestamp="2026-11-20T13:00:00" time="1.500" tests="1" failures="0" \
                errors="0" skipped="0">
                <testcase classname="two-nodes" name="main" time="1.500"></testcase>
                <system-out></system-out></testsuite></testsuites>""");
    }

    @Test
    void whatIsDoneByHandAfterwardsIsNoPartOfTheTest() throws Exception {
        story.begins("two-nodes", "web")
                .after(1500)
                .tell(at -> new TestEvent.PromptOpened(at, new Verdict.Failed(FAILURE)))
                .after(60_000)
                .tell(at -> new SubtestPassed(at, List.of("by hand"), millis(20)))
                .ends(new Verdict.Failed(FAILURE));
        assertThat(file).content().contains("time=\"1.500\" tests=\"1\" failures=\"1\"").doesNotContain("by hand");
    }

    @Test
    void subtestsAreTheCases() throws Exception {
        story.begins("two-nodes", "web")
                .tell(at -> new SubtestStarted(at, List.of("outer")))
                .tell(at -> new SubtestStarted(at, List.of("outer", "inner")))
                .tell(at -> new Logged(at, Optional.of("web"), LogLevel.INFO, "<hello> & \"goodbye\" ]]>"))
                .tell(at -> new SubtestPassed(at, List.of("outer", "inner"), millis(20)))
                .tell(at -> new SubtestPassed(at, List.of("outer"), millis(30)))
                .ends(new Verdict.Passed());
        assertThat(file).content()
                .contains("tests=\"2\" failures=\"0\" errors=\"0\"",
                        "<testcase classname=\"two-nodes\" name=\"outer / inner\" time=\"0.020\"></testcase>",
                        "<testcase classname=\"two-nodes\" name=\"outer\" time=\"0.030\"></testcase>",
                        "<system-out>web: &lt;hello&gt; &amp; \"goodbye\" ]]&gt;")
                .doesNotContain("\"main\"");
    }

    @Test
    void aFailedSubtestIsToldOnce() throws Exception {
        story.begins("two-nodes", "web")
                .tell(at -> new SubtestStarted(at, List.of("page")))
                .tell(at -> new SubtestFailed(at, List.of("page"), millis(20), FAILURE))
                .ends(new Verdict.Failed(FAILURE));
        assertThat(file).content()
                .contains("tests=\"1\" failures=\"1\"", "<failure type=\"CommandFailed\" message=\"exit 1\">exit 1\n"
                        + "stderr: no\nat test.java:3</failure>");
    }

    @Test
    void aFailureBetweenSubtestsIsACaseOfItsOwn() throws Exception {
        story.begins("two-nodes", "web")
                .tell(at -> new SubtestStarted(at, List.of("page")))
                .tell(at -> new SubtestPassed(at, List.of("page"), millis(20)))
                .ends(new Verdict.Failed(FAILURE));
        assertThat(file).content().contains("tests=\"2\" failures=\"1\"", "name=\"main\"");
    }

    @Test
    void aSubtestThatTheTimeoutCutShortIsAnError() throws Exception {
        story.begins("two-nodes", "web")
                .tell(at -> new SubtestStarted(at, List.of("page")))
                .after(4000)
                .ends(new Verdict.TimedOut(millis(4000)));
        assertThat(file).content()
                .contains("tests=\"2\" failures=\"0\" errors=\"2\"", "name=\"page\" time=\"4.000\"",
                        "the run ended before it did", "the global timeout of 4 s ended the run");
    }

    @Test
    void aRunWithoutAVerdictDidNotPass() throws Exception {
        try (var report = new JUnitXml(file)) {
            story.toldTo(report)
                    .begins("two-nodes", "web")
                    .tell(at -> new SubtestStarted(at, List.of("page")))
                    .tell(at -> new SubtestPassed(at, List.of("page"), millis(20)));
        }
        assertThat(file).content().contains("errors=\"1\"", "without a verdict");
    }

    @Test
    void theLogIsBounded() throws Exception {
        story.begins("chatty", "web");
        for (var i = 0; i < 7; i++) {
            story.tell(at -> new Logged(at, Optional.empty(), LogLevel.INFO, "x".repeat(1024 * 1024)));
        }
        story.tell(at -> new Logged(at, Optional.empty(), LogLevel.INFO, "the last words"))
                .ends(new Verdict.Passed());
        assertThat(Files.size(file)).isLessThan(5 * 1024 * 1024);
        assertThat(file).content().contains("the last words", "what was logged before is in the event stream");
    }

    @Test
    void aReportThatCannotBeWrittenIsAnError() {
        var report = new JUnitXml(directory.resolve("absent").resolve("junit.xml"));
        assertThatThrownBy(report::close).isInstanceOf(IOException.class).hasMessageContaining("absent");
    }

    @Property
    void whateverAGuestWritesIsXml(@ForAll String text) throws Exception {
        var suite = new TestSuite();
        suite.apply(new TestEvent.RunStarted(Story.START, text, List.of()));
        suite.apply(new Logged(Story.START, Optional.empty(), LogLevel.INFO, text));
        suite.apply(new SubtestFailed(Story.START, List.of(text), millis(1), new Failure(text, text, text)));
        var bytes = new ByteArrayOutputStream();
        JUnitDocument.write(suite, bytes);
        var failure = parsed(bytes.toByteArray()).getElementsByTagName("failure").item(0).getTextContent();
        assertThat(failure).isEqualTo(XmlText.of(new Failure(text, text, text).text()));
    }

    private static Document parsed(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }
}
