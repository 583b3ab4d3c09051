package dev.espalier.script;

/** Statements of a test: a whole script, or the block of a subtest. They may throw whatever they like. */
@FunctionalInterface
public interface ScriptBody {
    void run() throws Exception;
}
