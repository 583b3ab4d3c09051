package dev.espalier.script;

import static dev.espalier.script.ScriptFixture.compile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told about a script that cannot run. */
class ScriptProblemTest {

    @Test
    void anErrorOnTheFirstLineHasItsOwnColumn() {
        assertThat(problem("note(web_1.ask(\"x\")); nope();").position()).isEqualTo(new SourcePosition(1, 23));
    }

    @Test
    void anErrorBehindImportsAndTabsHasItsOwnColumn() {
        var problem = problem("""
                import java.util.function.Supplier;
                note(1);
                \t\tweb_1.reboot();
                """);
        assertThat(problem.position()).isEqualTo(new SourcePosition(3, 8));
        assertThat(problem.message()).contains("reboot").contains("TestBase.Guest").doesNotContain("$");
    }

    @Test
    void anErrorInAMethodIsWhereTheMethodIs() {
        var problem = problem("note(1);\n\nvoid check() { int x = \"one\"; }\n");
        assertThat(problem.position()).isEqualTo(new SourcePosition(3, 24));
        assertThat(problem.message()).contains("String cannot be converted to int");
    }

    @Test
    void anErrorInAnImportIsReportedOnce() {
        var problem = problem("import java.nope.*;\nimport java.util.Liszt;\nnote(1);");
        assertThat(problem.position().line()).isEqualTo(1);
        assertThat(problems("import java.util.Liszt;\nnote(1);")).singleElement()
                .satisfies(only -> assertThat(only.position()).isEqualTo(new SourcePosition(1, 17)));
    }

    @Test
    void allErrorsComeTogetherInReadingOrder() {
        var problems = problems("""
                int a = "";
                void helper() { missing1(); }
                missing2();
                Runnable r = () -> { throw new Exception(); };
                """);
        assertThat(problems).extracting(problem -> problem.position().line()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aMisspeltMachineIsRecognised() {
        var problem = problem("note(cleint.ask(\"x\"));");
        assertThat(problem.message()).contains("variable cleint").contains("did you mean:  client");
    }

    @Test
    void aMisspeltMethodIsRecognised() {
        assertThat(problem("subtset(\"a\", () -> {});").message()).contains("did you mean:  subtest");
        assertThat(problem("client.aks(\"x\");").message()).contains("did you mean:  ask");
    }

    @Test
    void classesAreNamedWithoutTheirPackages() {
        assertThat(problem("subtest(1, 2);").message())
                .isEqualTo("incompatible types: int cannot be converted to String");
    }

    @Test
    void theMessageDoesNotSpeakOfTheFrame() {
        assertThat(problems("var x = 1; var x = 2; nope(); Nope y; this.z();")).hasSizeGreaterThan(3)
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("Script").doesNotContain("run()"));
    }

    @Test
    void anUnfinishedScriptEndsWhereItsTextEnds() {
        assertThat(problem("if (true) {\n  note(1);\n\n\n").position().line()).isEqualTo(2);
    }

    @Test
    void aBraceThatClosesNothingCannotLeaveTheFrame() {
        var problem = problem("note(1); } { note(2);");
        assertThat(problem.message()).isEqualTo("this brace closes nothing");
        assertThat(problem.position()).isEqualTo(new SourcePosition(1, 10));
    }

    @Test
    void importsAndPackagesHaveTheirPlace() {
        assertThat(problems("package a.b;\nnote(1);\nimport java.util.List;")).extracting(ScriptProblem::message)
                .containsExactly("a test script has no package", "imports stand before everything else");
    }

    @Test
    void linesMayEndAsOnWindows() {
        var problem = problem("import java.util.List;\r\nvoid f() {\r\n}\r\n  nope();\r\n");
        assertThat(problem.position()).isEqualTo(new SourcePosition(4, 3));
    }

    @Test
    void aScriptWithEveryErrorStaysWithinItsText() {
        for (var script : List.of("note(\"", "note('", "/* open", "note(1); {", "\"\"\" open", "note(1) note(2)",
                "\ud800", "#!x",
                "note(1); class", "void f(", "@", "import", "import java", "static", "record R(", "f(}", "\\u000a}")) {
            assertThat(problems(script)).as(script).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.position()).isLessThanOrEqualTo(new SourceFile(ScriptFixture.FILE, script)
                        .position(script.length()));
                assertThat(problem.render()).doesNotContain("$");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "// later", ";;", "import java.util.List;", "void main() { note(1); }"})
    void aScriptThatWouldRunNothingIsRefused(String script) {
        assertThat(problem(script).message()).containsAnyOf("empty", "no statement to run");
    }

    @Test
    void theRenderingShowsFileLineAndCaret() {
        assertThat(problem("note(1);\n  nope();").render().lines())
                .startsWith("tests/test.java:2:3: cannot find symbol")
                .endsWith("  2 |   nope();", "    |   ^");
    }

    @Test
    void aRuntimeWithoutACompilerIsNamed() {
        var compiler = new ScriptCompiler(ScriptFixture.frame(), () -> null);
        assertThatThrownBy(() -> compiler.compile(new SourceFile(ScriptFixture.FILE, "note(1);")))
                .isInstanceOf(CompilerMissingException.class)
                .hasMessageContaining(System.getProperty("java.home"));
    }

    @Test
    void aFrameRefusesVariablesThatJavaWould() {
        var variables = new LinkedHashMap<String, Class<?>>(Map.of("class", TestBase.Guest.class));
        assertThatThrownBy(() -> new ScriptFrame(TestBase.class, List.of(List.class), List.of(), variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class");
    }

    @Test
    void aValueForEveryVariableIsNeeded() {
        var script = compile("note(1);");
        assertThatThrownBy(() -> script.instantiate(Map.of("client", "text"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web_1");
    }

    private static ScriptProblem problem(String script) {
        return problems(script).getFirst();
    }

    private static List<ScriptProblem> problems(String script) {
        return catchThrowableOfType(ScriptCompilationException.class, () -> compile(script)).problems();
    }
}
