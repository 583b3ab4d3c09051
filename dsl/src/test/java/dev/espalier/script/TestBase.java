package dev.espalier.script;

import java.util.List;

/** What a frame's base class can look like: here it writes down what the script did. */
public abstract class TestBase {
    private final List<String> done;

    protected TestBase(List<String> done) {
        this.done = done;
    }

    protected void note(Object what) {
        done.add(String.valueOf(what));
    }

    protected void subtest(String name, ScriptBody body) throws Exception {
        note("<" + name);
        body.run();
        note(name + ">");
    }

    public static final class Guest {
        private final String name;

        public Guest(String name) {
            this.name = name;
        }

        public String ask(String question) {
            return name + ": " + question;
        }
    }
}
