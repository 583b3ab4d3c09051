package dev.espalier.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What makes fish complete a command, down to the commands of its commands.
 *
 * @param root the command
 */
record FishCompletion(CommandSpec root) {

    String script() {
        return Stream.concat(Stream.of("complete -c " + root.name() + " -e"), commands("__fish_use_subcommand", root))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** @param condition when the words of {@code command} may come next, in fish */
    private Stream<String> commands(String condition, CommandSpec command) {
        var names = command.subcommands()
                .values()
                .stream()
                .map(sub -> line(condition) + " -f -a " + quoted(sub.getCommandName())
                        + described(sub.getCommandSpec().usageMessage().description()));
        var options = command.options().stream().map(option -> line(condition) + option(option));
        var below = command.subcommands()
                .values()
                .stream()
                .flatMap(sub -> commands(below(command, sub.getCommandSpec()), sub.getCommandSpec()));
        return Stream.of(names, options, below).flatMap(lines -> lines);
    }

    private String below(CommandSpec command, CommandSpec sub) {
        var seen = "__fish_seen_subcommand_from ";
        return command.equals(root)
                ? seen + sub.name()
                : seen + command.name() + "; and " + seen + sub.name();
    }

    private String line(String condition) {
        return "complete -c " + root.name() + " -n " + quoted(condition);
    }

    private static String option(OptionSpec option) {
        var names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        var candidates = option.completionCandidates();
        var values = candidates == null ? "" : String.join(" ", candidates);
        return names + (option.arity().max() == 0 ? "" : " -r") + (values.isEmpty() ? "" : " -f -a " + quoted(values))
                + described(option.description());
    }

    private static String described(String... description) {
        return description.length == 0 ? "" : " -d " + quoted(description[0].split("(?<=[.:;]) |%", 2)[0]);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
