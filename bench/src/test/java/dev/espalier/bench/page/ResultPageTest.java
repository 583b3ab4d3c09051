package dev.espalier.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Reports;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ResultPageTest {
    private static final Setting LOCAL = new Setting("local", "none");

    private static Reports sample() {
        var reports = new Reports().with(Row.of(Reports.TINY, Work.SPAWN), Contender.ESPALIER, 40, 41, 42, 43, 44)
                .with(Row.of(Reports.TINY, Work.SHELL), Contender.ESPALIER, 2000, 2001, 2002, 2003, 2004)
                .with(Row.of(Reports.TINY, Work.SHELL), Contender.FLOOR, 1900, 1901, 1902, 1903, 1904)
                .commands(Reports.TINY, Contender.ESPALIER, 3, 4, 5)
                .absent("<b>nspawn</b>", "no root & no luck");
        for (var machines : new int[]{1, 4, 16}) {
            var memory = 50.0 + machines;
            reports.with(new Row(LOCAL, Work.DRIVER_MEMORY, machines), Contender.ESPALIER, memory, memory, memory,
                    memory, memory);
        }
        return reports;
    }

    @Test
    @DisplayName("there is a plot of each kind, and what others wrote is text")
    void plots() {
        var page = ResultPage.of(sample().report());
        assertThat(page)
                .contains("phases of the boot of qemu, tiny", "memory of the driver, MB", "its process runs: 42.00",
                        "&lt;b&gt;nspawn&lt;/b&gt;", "no root &amp; no luck")
                .doesNotContain("{{", "{}", "<script", "http:");
        assertThat(page.split("<figure>", -1)).hasSize(4);
    }

    @Test
    @DisplayName("a phase of a boot has the same colour wherever it is, and no other phase has it")
    void colours() {
        var more = sample().with(Row.of(LOCAL, Work.SHELL), Contender.ESPALIER, 7, 7, 8, 9, 9)
                .with(Row.of(Reports.TINY, Work.FIRST_COMMAND), Contender.ESPALIER, 2010, 2011, 2012, 2013, 2014)
                .report();
        var colours = Pattern.compile("class=\"phase (fill\\d)\".*?<title>([^:<]*)")
                .matcher(ResultPage.of(more))
                .results()
                .collect(Collectors.groupingBy(bar -> bar.group(2),
                        Collectors.mapping(bar -> bar.group(1), Collectors.toSet())));
        assertThat(colours).hasSize(3);
        assertThat(colours.values()).doesNotHaveDuplicates().allSatisfy(all -> assertThat(all).hasSize(1));
    }

    @Test
    @DisplayName("the floor's range is within the picture, also where it is slower than we are")
    void slowFloor() {
        var page = ResultPage.of(new Reports().with(Row.of(LOCAL, Work.SHELL), Contender.ESPALIER, 7, 7, 8, 9, 9)
                .with(Row.of(LOCAL, Work.SHELL), Contender.FLOOR, 4, 4, 5, 9, 99)
                .report());
        var range = Pattern.compile("class=\"range\" x1=\"[\\d.]+\" x2=\"([\\d.]+)\"").matcher(page);
        assertThat(range.find()).isTrue();
        assertThat(Double.parseDouble(range.group(1))).isLessThan(400);
    }

    @Test
    @DisplayName("where there are few points each is to be seen, where there are many the curve is")
    void points() {
        var page = ResultPage.of(sample().report());
        assertThat(page.split("<circle", -1)).hasSize(1 + 3);
    }

    @Test
    @DisplayName("without figures there is a page without plots")
    void empty() {
        assertThat(ResultPage.of(new Reports().report())).contains("not measured").doesNotContain("<figure>");
    }

    @Test
    @DisplayName("its pictures are well formed")
    void wellFormed() throws Exception {
        var page = ResultPage.of(sample().report());
        var documents = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (var from = page.indexOf("<figure>"); from >= 0; from = page.indexOf("<figure>", from + 1)) {
            var figure = page.substring(from, page.indexOf("</figure>", from) + "</figure>".length());
            assertThat(
                    documents.parse(new InputSource(new StringReader(figure))).getElementsByTagName("svg").getLength())
                    .isPositive();
        }
    }
}
