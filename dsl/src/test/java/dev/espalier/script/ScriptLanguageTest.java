package dev.espalier.script;

import static dev.espalier.script.ScriptFixture.compile;
import static dev.espalier.script.ScriptFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;

/** What a person can write in a test script. */
class ScriptLanguageTest {

    @Test
    void statementsSeeTheMachinesAsTypedVariables() throws Exception {
        assertThat(run("note(web_1.ask(\"up?\")); note(client.ask(\"up?\"));")).containsExactly("web-1: up?",
                "client: up?");
    }

    @Test
    void importsMayStandBetweenCommentsAtTheTop() throws Exception {
        assertThat(run("""
                /* import not.this.One; */
                import java.util.stream.IntStream; // the first
                // between
                import static java.util.stream.Collectors.joining;
                note(IntStream.range(0, 3).mapToObj(String::valueOf).collect(joining("+")));
                """)).containsExactly("0+1+2");
    }

    @Test
    void methodsSeeTheMachinesAndEachOther() throws Exception {
        assertThat(run("""
                note(twice("hi"));
                String twice(String word) throws java.io.IOException {
                    return once(word) + once(word);
                }
                private static <T extends Comparable<T>> List<T[]> generic(final T[] of) { return Collections.singletonList(of); }
                String once(String word) { return client.ask(word); }
                note(generic(new String[] {"a", "b"}).size());
                """)).containsExactly("client: hiclient: hi", "1");
    }

    @Test
    void recordsEnumsAndSealedInterfacesCanBeUsedByMethods() throws Exception {
        assertThat(run("""
                sealed interface Shape {}
                record Circle(int radius) implements Shape {}
                record Square(int side) implements Shape {}
                enum Unit { MM, CM }
                String describe(Shape shape) {
                    return switch (shape) {
                        case Circle(int radius) -> "circle " + radius;
                        case Square(int side) -> "square " + side;
                    } + Unit.CM;
                }
                static final int[] SIDES = {1, 2};
                for (var side : SIDES) {
                    note(describe(new Square(side)));
                }
                """)).containsExactly("square 1CM", "square 2CM");
    }

    @Test
    void localClassesSeeTheVariablesBeforeThem() throws Exception {
        assertThat(run("""
                var greeting = "hello";
                class Greeter {
                    void greet() { note(greeting); }
                }
                new Greeter().greet();
                Runnable anonymous = new Runnable() {
                    @Override public void run() { note("anonymous"); }
                };
                anonymous.run();
                """)).containsExactly("hello", "anonymous");
    }

    @Test
    void checkedExceptionsNeedNoDeclaration() {
        assertThatThrownBy(() -> run("subtest(\"disk\", () -> { throw new java.io.IOException(\"full\"); });"))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void aBlockThatNeverEndsIsStillAScript() {
        assertThat(compile("subtest(\"for ever\", () -> { while (true) { note(1); } });")).isNotNull();
        assertThat(compile("while (true) { note(1); }")).isNotNull();
        assertThat(compile("throw new IllegalStateException();")).isNotNull();
        assertThat(compile("note(1); return;")).isNotNull();
    }

    @Test
    void aCommentMayBeTheLastThing() throws Exception {
        assertThat(run("note(1); // done")).containsExactly("1");
    }

    @Test
    void bracesInTextAreText() throws Exception {
        assertThat(run("""
                note("}" + '}' + '"' + \"""
                    } " void f() { \\\"""
                    \""".strip()); /* } */ // }
                """)).containsExactly("}}\"} \" void f() { \"\"\"");
    }

    @Test
    void everyRunStartsAfresh() throws Exception {
        var script = compile("var count = new ArrayList<Integer>(); count.add(1); note(count.size());");
        var done = new java.util.ArrayList<String>();
        ScriptFixture.instance(script, done).run();
        ScriptFixture.instance(script, done).run();
        assertThat(done).containsExactly("1", "1");
    }
}
