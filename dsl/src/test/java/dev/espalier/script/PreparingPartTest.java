package dev.espalier.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import dev.espalier.source.SourceFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparingPartTest {
    private static final Path FILE = Path.of("test.java");

    private static String part(String script) {
        return PreparingPart.of(new SourceFile(FILE, script))
                .map(SourceFile::text)
                .map(String::stripTrailing)
                .orElse("nothing");
    }

    @ParameterizedTest
    @DisplayName("the script ends with its last statement that prepares a machine, be it in a block, a lambda or a method's call")
    @CsvSource(delimiter = '|', textBlock = """
            one.prepare("a"); two.prepare("b"); one.succeed("c"); | one.prepare("a"); two.prepare("b");
            var a = 1; one.prepare("x;}"); if (a > 1) { f(); } | var a = 1; one.prepare("x;}");
            waitAll(machines(), m -> { m.prepare("a"); }); g(); | waitAll(machines(), m -> { m.prepare("a"); });
            subtest("s", () -> { one.prepare("a"); g(); }); h(); | subtest("s", () -> { one.prepare("a"); g(); });
            void up(Machine m) { m.prepare("a"); } up(one); g(); | void up(Machine m) { m.prepare("a"); } up(one);
            try { one.prepare("a"); } catch (E e) { f(); } finally { g(); } h(); | try { one.prepare("a"); } catch (E e) { f(); } finally { g(); }
            if (a) { one.prepare("a"); } else if (b) { f(); } else { g(); } h(); | if (a) { one.prepare("a"); } else if (b) { f(); } else { g(); }
            do { one.prepare("a"); } while (more()); while (x) { f(); } | do { one.prepare("a"); } while (more());
            """)
    void ends(String script, String expected) {
        assertThat(part(script)).isEqualTo(expected);
    }

    @Test
    @DisplayName("a method that calls one that prepares is one, and what a method is needs no call to stay")
    void methods() {
        var script = """
                up(one);
                note(1);
                void up(Machine m) throws Exception { first(m); }
                @Deprecated() void first(Machine m) throws Exception { m.prepare("a"); }
                """;
        assertThat(part(script)).isEqualTo(script.replace("note(1);", "        ").stripTrailing());
    }

    @Test
    @DisplayName("what is left out leaves its lines, so all else is where it was")
    void lines() {
        assertThat(part("one.prepare();\nnote(\n1);\nint f() { return 1; }"))
                .isEqualTo("one.prepare();\n     \n   \nint f() { return 1; }");
    }

    @ParameterizedTest
    @DisplayName("a script that only speaks of it prepares nothing")
    @ValueSource(strings = {"one.succeed(\"prepare()\");", "// one.prepare();\nnote(1);", "var prepare = 1;",
            "void up() { one.prepare(); } note(1);"})
    void nothing(String script) {
        assertThat(part(script)).isEqualTo("nothing");
    }
}
