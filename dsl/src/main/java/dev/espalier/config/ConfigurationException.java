package dev.espalier.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.source.SourcePosition;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Comparator<ConfigurationProblem> READING_ORDER = Comparator.comparing(
            problem -> problem.where().map(ConfigurationProblem.Place::position).orElse(SourcePosition.START));

    private final transient List<ConfigurationProblem> problems;

    ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream()
                .sorted(READING_ORDER)
                .map(ConfigurationProblem::render)
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = problems.stream().sorted(READING_ORDER).toList();
    }

    /** In the order of the file, at least one. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
