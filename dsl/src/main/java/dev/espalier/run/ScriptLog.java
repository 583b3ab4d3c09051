package dev.espalier.run;

/** Where a script's own words go. */
@FunctionalInterface
public interface ScriptLog {
    void say(String text);
}
