package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.report.OutputDirectory;
import dev.espalier.report.page.Evidence.ConsoleTail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    @TempDir
    private Path directory;

    private Evidence evidence;

    @BeforeEach
    void inADirectory() {
        evidence = new Evidence(OutputDirectory.create(directory));
    }

    private void console(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    @Test
    void aConsoleThatFitsIsWhole() throws IOException {
        console("console-web.log", "one\ntwo\n");
        assertThat(evidence.console("web", 8)).isEqualTo(new ConsoleTail(List.of("one", "two"), 0));
    }

    @Test
    void ofALongOneTheLastWholeLinesAreKept() throws IOException {
        console("console-web.log", "first\nsecond\nthird\n");
        assertThat(evidence.console("web", 10)).isEqualTo(new ConsoleTail(List.of("third"), 13));
    }

    @Test
    void aLogThatHasTurnedGoesOnInTheFileBefore() throws IOException {
        console("console-web.log.1", "first\nsecond\n");
        console("console-web.log", "third\n");
        assertThat(evidence.console("web", 14)).isEqualTo(new ConsoleTail(List.of("second", "third"), 6));
    }

    @Test
    void aMachineThatNeverSpokeHasNoLines() throws IOException {
        assertThat(evidence.console("web", 10)).isEqualTo(new ConsoleTail(List.of(), 0));
    }

    @Test
    void aPictureIsAPngThatIsNotTooLarge() throws IOException {
        Files.write(directory.resolve("a.png"), new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1});
        console("page.png", "<html>");
        assertThat(evidence.screenshot("a.png", 9)).isPresent();
        assertThat(evidence.screenshot("a.png", 8)).isEmpty();
        assertThat(evidence.screenshot("page.png", 100)).isEmpty();
        assertThat(evidence.screenshot("gone.png", 100)).isEmpty();
    }
}
