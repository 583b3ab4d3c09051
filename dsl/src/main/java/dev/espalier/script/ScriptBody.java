package dev.espalier.script;

/** Statements of a test: a whole script, or the block of a subtest. They may throw whatever they like. */
@FunctionalInterface
public interface ScriptBody {
    /** @throws Exception what went wrong; a test that throws has failed */
    void run() throws Exception;
}
