package dev.espalier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.source.PrintableText;

/**
 * What a person reads when a run is over: where all of it is shown, and how to run it again.
 *
 * @param page      as the person calls it; not told of if it could not be written
 * @param arguments those of the command
 */
record Epilogue(Path page, List<String> arguments) {
    /** How the command was called; its launcher says that, and nobody else. */
    static final String COMMAND_PROPERTY = "espalier.command";
    private static final String COMMAND = System.getProperty(COMMAND_PROPERTY, "espalier");

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w%+,./:=@-]+");
    /** What stands before lines that belong to no time of the run. */
    static final String BELOW_THE_TIMES = " ".repeat(13);

    List<String> lines(ExitCode ended) {
        var report = Stream.of(page).filter(Files::isRegularFile).map(written -> "report: " + written);
        var again = Stream.of("again:  " + command());
        return (ended == ExitCode.PASSED ? report : Stream.concat(report, again))
                .map(line -> BELOW_THE_TIMES + PrintableText.of(line))
                .toList();
    }

    private String command() {
        return Stream.concat(Stream.of(COMMAND), arguments.stream())
                .map(word -> PLAIN_WORD.matcher(word).matches() ? word : ShellWords.quoted(word))
                .collect(Collectors.joining(" "));
    }
}
