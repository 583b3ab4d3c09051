package dev.espalier.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VocabularyTest {

    @Test
    @DisplayName("a session begins with a script's imports, its machines as variables, and its methods as they are declared")
    void names() {
        assertThat(Vocabulary.of(List.of("web_1", "client")).lines()).contains("import java.time.Duration;",
                "import static dev.espalier.assertions.TextAssertions.*;",
                "dev.espalier.Machine client = dev.espalier.repl.Session.current().machine(\"client\");",
                "dev.espalier.Machine web_1 = dev.espalier.repl.Session.current().machine(\"web_1\");",
                "void startAll() { dev.espalier.repl.Session.current().startAll(); }",
                "void testScript() throws java.lang.Exception { dev.espalier.repl.Session.current().testScript(); }",
                "<T> T retry(dev.espalier.Retry p0, java.util.concurrent.Callable<T> p1) throws java.lang.Exception"
                        + " { return dev.espalier.repl.Session.current().retry(p0, p1); }")
                .noneMatch(line -> line.contains(" current("));
    }
}
