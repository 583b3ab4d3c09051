package dev.espalier.report;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML that the readers of JUnit's reports agree on. */
final class JUnitDocument {
    private final XMLStreamWriter xml;

    private JUnitDocument(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(TestSuite suite, OutputStream bytes) throws XMLStreamException {
        var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        new JUnitDocument(xml).write(suite);
        xml.writeEndDocument();
        xml.close();
    }

    private void write(TestSuite suite) throws XMLStreamException {
        start("testsuites");
        start("testsuite");
        attribute("name", suite.name());
        attribute("timestamp", DateTimeFormatter.ISO_LOCAL_DATE_TIME
                .format(suite.started().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        attribute("time", seconds(suite.duration()));
        attribute("tests", String.valueOf(suite.cases().size()));
        attribute("failures", count(suite, TestSuite.Result.Failed.class));
        attribute("errors", count(suite, TestSuite.Result.CutShort.class));
        attribute("skipped", "0");
        for (var testCase : suite.cases()) {
            write(suite.name(), testCase);
        }
        start("system-out");
        xml.writeCharacters(XmlText.of(suite.log()));
        end();
        end();
        end();
    }

    private static String count(TestSuite suite, Class<? extends TestSuite.Result> kind) {
        return String.valueOf(suite.cases().stream().filter(testCase -> kind.isInstance(testCase.result())).count());
    }

    private void write(String suite, TestSuite.Case testCase) throws XMLStreamException {
        start("testcase");
        attribute("classname", suite);
        attribute("name", testCase.name());
        attribute("time", seconds(testCase.took()));
        switch (testCase.result()) {
            case TestSuite.Result.Passed() -> {
            }
            case TestSuite.Result.Failed(var failure) ->
                problem("failure", failure.type(), failure.headline(), failure.text());
            case TestSuite.Result.CutShort(var why) -> problem("error", "CutShort", why, why);
        }
        end();
    }

    private void problem(String element, String type, String message, String text) throws XMLStreamException {
        start(element);
        attribute("type", type);
        attribute("message", message);
        xml.writeCharacters(XmlText.of(text));
        end();
    }

    private void start(String element) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(element);
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.of(value));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
