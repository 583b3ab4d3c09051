package dev.espalier.script;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;

import dev.espalier.source.Spelling;

/** Words a message of javac as if the script were all there is. */
final class CompilerMessage {
    private static final Pattern OUR_CLASSES = Pattern.compile("Script(?:Members)?\\$\\.?");
    private static final Pattern OUR_METHOD = Pattern.compile(" in method run\\(\\)");
    private static final Pattern UNKNOWN_VARIABLE = Pattern.compile("symbol:\\s+variable (\\w+)");

    private final ScriptFrame frame;

    CompilerMessage(ScriptFrame frame) {
        this.frame = frame;
    }

    String of(Diagnostic<?> diagnostic) {
        var message = diagnostic.getMessage(Locale.ENGLISH)
                .lines()
                .filter(line -> !line.matches("\\s*location:.*Script(Members)?\\$.*"))
                .map(line -> OUR_METHOD.matcher(line).replaceAll(""))
                .map(line -> OUR_CLASSES.matcher(line).replaceAll(""))
                .collect(Collectors.joining(System.lineSeparator()));
        return message + meant(message);
    }

    private String meant(String message) {
        var unknown = UNKNOWN_VARIABLE.matcher(message);
        return unknown.find()
                ? Spelling.nearest(unknown.group(1), frame.variables().keySet())
                        .map(name -> System.lineSeparator() + "  did you mean:  " + name)
                        .orElse("")
                : "";
    }
}
