package dev.espalier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.source.SourceFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The outline is read from text that no compiler has seen yet, so it holds for any text. */
class ScriptOutlinePropertyTest {

    @Property
    void anyTextHasAnOutlineInReadingOrder(@ForAll("javaLike") String text) {
        var end = 0;
        var outline = ScriptOutline.of(text);
        for (var member : outline.members()) {
            assertThat(member.start()).isGreaterThanOrEqualTo(Math.max(end, outline.importsEnd()));
            assertThat(member.end()).isGreaterThan(member.start()).isLessThanOrEqualTo(text.length());
            end = member.end();
        }
    }

    @Property
    void tokensCoverEverythingButGaps(@ForAll("javaLike") String text) {
        var end = 0;
        for (var token : JavaToken.of(text)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            assertThat(text.substring(token.start(), token.end())).isEqualTo(token.text());
            end = token.end();
        }
    }

    @Property
    void aMethodIsFoundWhateverStandsInIt(@ForAll("statements") String body) {
        var method = "List<String> helper(int a, Map<String, int[]> b) {" + body + "}";
        var outline = ScriptOutline.of("note(1);" + method + "note(2);");
        assertThat(outline.members()).containsExactly(new ScriptOutline.Section(8, 8, 8 + method.length()));
    }

    @Property
    void noStatementIsTakenForAMember(@ForAll("statements") String statements) {
        assertThat(ScriptOutline.of(statements).members()).isEmpty();
    }

    @Property(tries = 25)
    void anyTextCompilesOrHasProblemsWithinItself(@ForAll("javaLike") String text) {
        var source = new SourceFile(ScriptFixture.FILE, text);
        try {
            assertThat(new ScriptCompiler(ScriptFixture.frame()).compile(source)).isNotNull();
        } catch (ScriptCompilationException e) {
            assertThat(e.problems()).isNotEmpty()
                    .allMatch(problem -> problem.position().compareTo(source.position(text.length())) <= 0);
        }
    }

    @Provide
    Arbitrary<String> javaLike() {
        return Arbitraries
                .of("import ", "static ", "void f() ", "record R(int a) ", "enum ", "@A(b = 1) ", "class ", "{",
                        "}", "(", ")", ";", "=", "\"", "\"\"\"", "'", "\\", "//", "/*", "*/", "\n", "\r", "new ", "<",
                        ">", "x",
                        "1.5e3", "\ud800", "non-sealed ", "@", "ä")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> statements() {
        return Arbitraries.of("f(1);", "var a = new int[] {1, 2};", "int[] b = {3};", "if (x) { y(); } else { z(); }",
                "for (var i = 0; i < 3; i++) { f(i); }", "do { f(2); } while (a > b);", "synchronized (x) { f(); }",
                "var s = switch (x) { case 1 -> \"}\"; default -> { yield '{'; } };", "try (var r = open()) { f(); }",
                "catch (A | B e) { f(); }", "Runnable r = () -> { f(); };", "new Thread() { void g() {} }.start();",
                "// }\n", "/* { */", "return new Object() { int k = 1; };", "label: while (true) { break label; }",
                "class Local<T> { T f(T x) { return x; } }", "final var q = 1;", "subtest(\"a\", () -> { f(); });",
                "assert a == b : \"\"\"\n } \"\"\";", "{ f(); }", "switch (x) { case 1: f(); }", "a.<String>g(1);",
                "throw new E(\"\\\"}\");", "if (a < b && c > d(1)) { f(); }")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join(" ", parts));
    }
}
