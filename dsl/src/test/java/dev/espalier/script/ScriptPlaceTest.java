package dev.espalier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Which line of a script failed. */
class ScriptPlaceTest {

    @Test
    void aStatementThatThrows() {
        assertThat(linesOf("""
                note(1);

                throw new IllegalStateException();
                """)).containsExactly(3);
    }

    @Test
    void aMethodAndItsCaller() {
        assertThat(linesOf("""
                void check(int value) {
                    if (value > 1) {
                        throw new IllegalStateException("too many");
                    }
                }
                check(1);
                check(2);
                """)).containsExactly(3, 7);
    }

    @Test
    void aLambdaOfASubtest() {
        assertThat(linesOf("""
                subtest("outer", () -> {
                    subtest("inner", () -> {
                        note(List.of().getFirst());
                    });
                });
                """)).containsExactly(3, 2, 1);
    }

    @Test
    void aLambdaThatAnotherThreadRan() {
        assertThat(linesOf("""
                import java.util.concurrent.*;
                try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                    pool.submit(() -> {
                        throw new IllegalStateException();
                    }).get();
                }
                """)).containsExactly(4);
    }

    @Test
    void localClassesAndRecords() {
        assertThat(linesOf("""
                class Local {
                    void fail() { throw new IllegalStateException(); }
                }
                record Port(int number) {
                    Port { if (number < 1) { throw new IllegalArgumentException(); } }
                }
                try {
                    new Local().fail();
                } catch (IllegalStateException expected) {
                    new Port(0);
                }
                """)).containsExactly(5, 10);
    }

    @Test
    void whatDidNotComeThroughTheScriptHasNoPlace() {
        assertThat(ScriptFixture.compile("note(1);").placeOf(new IllegalStateException())).isEmpty();
    }

    @Test
    void theLineIsShown() {
        var script = ScriptFixture.compile("note(1);\n  throw new IllegalStateException();");
        assertThat(script.placeOf(failureOf(script)).orElseThrow().render().lines()).containsExactly(
                "tests/test.java:2",
                "  2 |   throw new IllegalStateException();");
    }

    private static List<Integer> linesOf(String text) {
        var script = ScriptFixture.compile(text);
        return script.placesOf(failureOf(script)).stream().map(ScriptPlace::line).toList();
    }

    private static Throwable failureOf(CompiledScript script) {
        return catchThrowable(ScriptFixture.instance(script, new ArrayList<>())::run);
    }
}
