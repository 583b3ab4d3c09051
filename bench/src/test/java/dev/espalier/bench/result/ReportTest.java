package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Report REPORT = new Reports()
            .with(Reports.COMMAND, Contender.NIXOS_PROTOCOL, 20, 21, 22, 23, 24)
            .with(Reports.COMMAND, Contender.FLOOR, 4, 4, 4, 4, 5)
            .with(Reports.COMMAND, Contender.ESPALIER, 5, 5, 6, 6, 6)
            .disturbed(Row.of(Reports.TINY, Work.WAIT), Contender.ESPALIER, 40)
            .commands(Reports.TINY, Contender.ESPALIER, 3, 1, 2)
            .absent("nspawn, tiny", "not run by root")
            .took("qemu, tiny", 20, 22)
            .report();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("what is written is read back")
    void file() throws IOException {
        var file = directory.resolve("report.json");
        ReportFile.write(REPORT, file);
        assertThat(ReportFile.read(file)).isEqualTo(REPORT);
    }

    @Test
    @DisplayName("another form is refused")
    void otherForm() throws IOException {
        var file = directory.resolve("report.json");
        ReportFile.write(REPORT, file);
        Files.writeString(file, Files.readString(file).replace("\"version\" : 2", "\"version\" : 1"));
        assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "form 2");
    }

    @Test
    @DisplayName("latencies are kept as percentiles, of which the last is the slowest")
    void percentiles() {
        assertThat(REPORT.latencies().getFirst().percentiles()).hasSize(101).isSorted().startsWith(1.0).endsWith(3.0);
    }

    @Test
    @DisplayName("the table has each figure beside its floor and what it must be, and says what is not measured, and how long each part took")
    void table() {
        assertThat(Table.of(REPORT)).contains("a processor, 2 cores", "qemu, tiny", "nspawn, tiny: not run by root")
                .containsPattern("qemu, tiny +2 x +21\\.00 s")
                .containsPattern(
                        "a command: median \\[ms\\] +22\\.00 \\(20\\.00 to 24\\.00\\) +4\\.00 .* 6\\.00 .* 1\\.50 "
                                + "+<= 0\\.35 x NixOS's protocol, <= 1\\.25 x floor +not met")
                .containsPattern("a wait, after what it waits for \\[ms\\] .* 40\\.00 +- +<= 80\\.00 ms +not measured");
    }

    @Test
    @DisplayName("who was not measured with some machines has no column in their table")
    void columns() {
        var local = new Setting("local", "none");
        var report = new Reports().with(Reports.COMMAND, Contender.NIXOS_PROTOCOL, 20, 21, 22, 23, 24)
                .with(Row.of(local, Work.COMMAND), Contender.ESPALIER, 1, 1, 1, 1, 1)
                .report();
        assertThat(Cells.headings(report, local)).containsExactly("work", "Espalier", "of floor", "must", "");
        assertThat(Cells.headings(report, Reports.TINY)).contains("NixOS's protocol").doesNotContain("Espalier");
        assertThat(Cells.of(report, local).getFirst()).hasSameSizeAs(Cells.headings(report, local));
    }

    @Test
    @DisplayName("the document has a row for each target, measured or not")
    void markdown() {
        var document = Markdown.of(REPORT);
        assertThat(document).contains("| qemu, tiny | a command: median | <= 0.35 x NixOS's protocol",
                "- nspawn, tiny: not run by root", "| not met |");
        Targets.ALL.forEach(target -> assertThat(document)
                .contains("| " + target.row().setting().words() + " | " + target.row().title() + " |"));
    }
}
