package dev.espalier.script;

import java.util.List;
import java.util.stream.Collectors;

/** A test script that does not compile, with everything the compiler has against it. */
public final class ScriptCompilationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ScriptProblem> problems;

    ScriptCompilationException(List<ScriptProblem> problems) {
        super(problems.stream().map(ScriptProblem::render).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the script, at least one. */
    public List<ScriptProblem> problems() {
        return problems;
    }
}
