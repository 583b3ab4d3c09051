package dev.espalier.script;

import dev.espalier.source.PrintableText;
import dev.espalier.source.SourceFile;

/** A line of a script that was being executed. */
public record ScriptPlace(SourceFile source, int line) {

    /** {@code file:line}, then the line itself, safe to print. */
    public String render() {
        return "%s:%d%n  %d | %s".formatted(source.path(), line, line, PrintableText.of(source.line(line)));
    }
}
