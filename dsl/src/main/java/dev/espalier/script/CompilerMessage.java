package dev.espalier.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;

import dev.espalier.source.Spelling;

/** Words a message of javac as if the script were all there is. */
final class CompilerMessage {
    private static final Pattern OUR_LOCATION = Pattern.compile("\\s*location:.*Script(?:Members)?\\$.*");
    private static final Pattern OUR_NAMES = Pattern.compile("Script(?:Members)?\\$\\.?| in method run\\(\\)");
    private static final Pattern PACKAGE_OF_CLASS = Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.){2,}(?=[A-Z])");
    private static final Pattern UNKNOWN = Pattern.compile("symbol:\\s+(variable|method) (\\w+)");

    private final List<String> variables;
    private final List<String> methods;

    CompilerMessage(ScriptFrame frame) {
        this.variables = List.copyOf(frame.variables().keySet());
        this.methods = Stream.concat(Stream.of(frame.base()), frame.variables().values().stream())
                .distinct()
                .flatMap(type -> Stream.concat(Arrays.stream(type.getMethods()),
                        Arrays.stream(type.getDeclaredMethods())))
                .map(method -> method.getName())
                .distinct()
                .toList();
    }

    String of(Diagnostic<?> diagnostic) {
        var message = diagnostic.getMessage(Locale.ENGLISH)
                .lines()
                .filter(line -> !OUR_LOCATION.matcher(line).matches())
                .map(line -> OUR_NAMES.matcher(line).replaceAll(""))
                .map(line -> PACKAGE_OF_CLASS.matcher(line).replaceAll(""));
        var meant = meant(diagnostic.getMessage(Locale.ENGLISH)).map(word -> "  did you mean:  " + word);
        return Stream.concat(message, meant.stream()).collect(Collectors.joining(System.lineSeparator()));
    }

    private Optional<String> meant(String message) {
        var unknown = UNKNOWN.matcher(message);
        return unknown.find()
                ? Spelling.nearest(unknown.group(2), unknown.group(1).equals("method") ? methods : variables)
                : Optional.empty();
    }
}
