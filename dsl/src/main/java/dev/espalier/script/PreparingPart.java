package dev.espalier.script;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.espalier.source.SourceFile;

/** The part of a script that prepares machines: all of it, up to its last statement that does so, be it by a method. */
public final class PreparingPart {
    private static final String PREPARE = "prepare";

    /** What goes on with a statement whose last brace seemed to end it. */
    private static final Set<String> CONTINUATIONS = Set.of("else", "catch", "finally");

    private final String text;
    private final ScriptOutline outline;

    private PreparingPart(String text) {
        this.text = text;
        this.outline = ScriptOutline.of(text);
    }

    /** Everything in it is where it is in the script. Empty if the script prepares no machine. */
    public static Optional<SourceFile> of(SourceFile script) {
        var part = new PreparingPart(script.text());
        var end = part.end();
        return end == 0 ? Optional.empty() : Optional.of(new SourceFile(script.path(), part.until(end)));
    }

    /** Where the last such statement ends; 0 if there is none. */
    private int end() {
        var preparing = preparingMethods();
        var statements = outline.statements();
        var end = 0;
        for (int at = 0; at < statements.size(); at++) {
            var statement = statements.get(at);
            if (calls(tokens(statement.start(), statement.end()), preparing)) {
                end = statements.get(lastOf(at)).end();
            }
        }
        return end;
    }

    /** The statement that goes no further of those that begin with one. */
    private int lastOf(int first) {
        var statements = outline.statements();
        var at = first;
        while (at + 1 < statements.size() && goesOn(statements.get(at), statements.get(at + 1))) {
            at++;
        }
        return at;
    }

    private boolean goesOn(ScriptOutline.Statement statement, ScriptOutline.Statement next) {
        var word = firstWord(next);
        return CONTINUATIONS.contains(word) || (word.equals("while") && firstWord(statement).equals("do"));
    }

    private String firstWord(ScriptOutline.Statement statement) {
        return tokens(statement.start(), statement.end()).getFirst().text();
    }

    /** By their names: those that prepare machines, and those that call one of these. */
    private Set<String> preparingMethods() {
        var names = new HashSet<>(Set.of(PREPARE));
        var before = 0;
        while (names.size() > before) {
            before = names.size();
            for (var member : outline.members()) {
                var tokens = tokens(member.kept(), member.end());
                if (calls(tokens, names)) {
                    declared(tokens).ifPresent(names::add);
                }
            }
        }
        return names;
    }

    /** A method's name is the first word that parameters follow, unless it is an annotation's. */
    private static Optional<String> declared(List<JavaToken> tokens) {
        for (int at = 1; at + 1 < tokens.size(); at++) {
            if (tokens.get(at).isWord() && tokens.get(at + 1).is("(") && !tokens.get(at - 1).is("@")) {
                return Optional.of(tokens.get(at).text());
            }
        }
        return Optional.empty();
    }

    private static boolean calls(List<JavaToken> tokens, Set<String> methods) {
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (tokens.get(at).isWord() && methods.contains(tokens.get(at).text()) && tokens.get(at + 1).is("(")) {
                return true;
            }
        }
        return false;
    }

    private List<JavaToken> tokens(int start, int end) {
        return JavaToken.of(text.substring(start, end));
    }

    /** Without the statements after {@code end}, which the lines behind them do not notice. */
    private String until(int end) {
        var part = new StringBuilder(text);
        for (var statement : outline.statements()) {
            for (int at = statement.start(); statement.start() >= end && at < statement.end(); at++) {
                if (part.charAt(at) != '\n' && part.charAt(at) != '\r') {
                    part.setCharAt(at, ' ');
                }
            }
        }
        return part.toString();
    }
}
