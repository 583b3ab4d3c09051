package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What each command says of itself, on a terminal of the usual width. */
class HelpTest {
    private static final int WIDTH = 80;

    static Stream<CommandSpec> commands() {
        return withThoseBelow(Main.commandLine());
    }

    private static Stream<CommandSpec> withThoseBelow(CommandLine command) {
        return Stream.concat(Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(HelpTest::withThoseBelow));
    }

    private static List<String> help(CommandSpec command) {
        return command.commandLine().getUsageMessage(Ansi.OFF).lines().toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("a command has a description in whole sentences")
    void described(CommandSpec command) {
        assertSentences(command.qualifiedName(), command.usageMessage().description());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("so has each of its options, parameters and exit statuses")
    void argumentsDescribed(CommandSpec command) {
        for (var argument : command.args()) {
            assertSentences(command.qualifiedName() + " " + argument.paramLabel(), argument.description());
        }
        command.usageMessage()
                .exitCodeList()
                .forEach((status, meaning) -> assertSentences(command.qualifiedName() + " " + status, meaning));
    }

    @Test
    @DisplayName("what several commands take by the same name they say the same of, but for the one that is as another program")
    void saidOnce() {
        var told = commands().filter(command -> !command.name().equals("driver"))
                .flatMap(command -> command.options().stream())
                .collect(Collectors.groupingBy(OptionSpec::longestName,
                        Collectors.mapping(option -> String.join(" ", option.description()), Collectors.toSet())));
        assertThat(told).containsKey("--output-directory")
                .allSatisfy((name, descriptions) -> assertThat(descriptions)
                        .hasSize(1));
    }

    private static void assertSentences(String whose, String... description) {
        assertThat(String.join(" ", description)).as(whose).matches("[A-Z].*[\\w)]\\.").doesNotContain("  ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("no line is longer than a terminal is wide, and each written at the end stays one line")
    void width(CommandSpec command) {
        var lines = help(command);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        assertThat(lines).map(String::strip).containsAll(List.of(command.usageMessage().footer()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("no name is broken at a full stop within it")
    void whole(CommandSpec command) {
        var descriptions = Stream.concat(Stream.of(command.usageMessage().description()),
                command.args().stream().flatMap(argument -> Stream.of(argument.description())));
        var names = descriptions.flatMap(text -> Stream.of(text.split(" ", -1)))
                .filter(word -> word.matches(".*\\w\\.\\w.*"))
                .toList();
        assertThat(names).allSatisfy(name -> assertThat(help(command)).anyMatch(line -> line.contains(name)));
    }
}
