package dev.espalier.script;

import java.nio.file.Path;

import dev.espalier.source.SourceFile;
import dev.espalier.source.SourcePosition;

/**
 * One reason why a test script cannot run.
 *
 * @param message what is wrong, one line or several
 */
public record ScriptProblem(SourceFile source, SourcePosition position, String message) {
    public Path file() {
        return source.path();
    }

    /** {@code file:line:column: message}, then the line with a caret under the place. */
    public String render() {
        return file() + ":" + position + ": " + message + System.lineSeparator() + source.excerpt(position);
    }
}
