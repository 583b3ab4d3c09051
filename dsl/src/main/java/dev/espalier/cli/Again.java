package dev.espalier.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.report.page.Reproduction;

/**
 * How a person runs a test again.
 *
 * @param arguments those that it was run with
 * @param prompt    those that have its machines left at a prompt; none if they are the same, or there is no such prompt
 */
record Again(List<String> arguments, Optional<List<String>> prompt) {
    /** How the command was called; its launcher says that, and nobody else. */
    static final String COMMAND_PROPERTY = "espalier.command";
    private static final String COMMAND = System.getProperty(COMMAND_PROPERTY, "espalier");

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w%+,./:=@-]+");

    Again {
        arguments = List.copyOf(arguments);
    }

    Stream<String> lines() {
        var how = reproduction();
        return Stream.concat(Stream.of("again:  " + how.again()), how.prompt().map("prompt: "::concat).stream());
    }

    Reproduction reproduction() {
        return new Reproduction(command(arguments), prompt.map(Again::command));
    }

    private static String command(List<String> arguments) {
        return Stream.concat(Stream.of(COMMAND), arguments.stream())
                .map(word -> PLAIN_WORD.matcher(word).matches() ? word : ShellWords.quoted(word))
                .collect(Collectors.joining(" "));
    }
}
