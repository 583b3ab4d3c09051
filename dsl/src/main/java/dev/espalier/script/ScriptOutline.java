package dev.espalier.script;

import java.util.ArrayList;
import java.util.List;

/**
 * What is where in a script's text, as offsets.
 *
 * @param importsEnd after the last leading import, 0 if there is none
 * @param members    the declarations that go into the class body, in order
 * @param statements what is executed, in order; one that goes on behind a brace, as {@code else} does, is several
 * @param misplaced  what the compiler would take for a part of the frame around the script, or not explain well
 */
record ScriptOutline(int importsEnd, List<Section> members, List<Statement> statements, List<Misplaced> misplaced) {

    /** @param kept where the part begins that is compiled: a leading {@code private} would hide it from the statements */
    record Section(int start, int kept, int end) {}

    record Statement(int start, int end) {}

    record Misplaced(int start, String message) {}

    static ScriptOutline of(String text) {
        return new Reader(JavaToken.of(text)).read();
    }

    private static final class Reader {
        private final List<JavaToken> tokens;
        private final List<Section> members = new ArrayList<>();
        private final List<Misplaced> misplaced = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();

        Reader(List<JavaToken> tokens) {
            this.tokens = tokens;
        }

        ScriptOutline read() {
            var next = 0;
            var importsEnd = 0;
            while (next < tokens.size() && tokens.get(next).is("import")) {
                next = afterStatement(next);
                importsEnd = tokens.get(next - 1).end();
            }
            while (next < tokens.size()) {
                next = readPart(next);
            }
            return new ScriptOutline(importsEnd, List.copyOf(members), List.copyOf(statements),
                    List.copyOf(misplaced));
        }

        private int readPart(int first) {
            var token = tokens.get(first);
            var after = afterStatement(first);
            if (MemberDeclaration.beginsAt(tokens, first)) {
                var kept = token.is("private") && after > first + 1 ? tokens.get(first + 1) : token;
                members.add(new Section(token.start(), kept.start(), tokens.get(after - 1).end()));
            } else if (token.is("}")) {
                misplaced.add(new Misplaced(token.start(), "this brace closes nothing"));
            } else if (token.is("import")) {
                misplaced.add(new Misplaced(token.start(), "imports stand before everything else"));
            } else if (token.is("package")) {
                misplaced.add(new Misplaced(token.start(), "a test script has no package"));
            } else if (!token.is(";")) {
                statements.add(new Statement(token.start(), tokens.get(after - 1).end()));
            }
            return after;
        }

        /** A statement ends with a semicolon, or with a closing brace unless that ends the value of an assignment. */
        private int afterStatement(int first) {
            var braces = 0;
            var brackets = 0;
            var endsAtBrace = true;
            for (var i = first; i < tokens.size(); i++) {
                var outermost = braces == 0 && brackets == 0;
                switch (tokens.get(i).text()) {
                    case "(", "[" -> brackets++;
                    case ")", "]" -> brackets--;
                    case "{" -> braces++;
                    case "}" -> {
                        braces--;
                        if (braces <= 0 && brackets <= 0 && endsAtBrace) {
                            return i + 1;
                        }
                    }
                    case "=" -> endsAtBrace &= !outermost;
                    case ";" -> {
                        if (outermost) {
                            return i + 1;
                        }
                    }
                    default -> {
                    }
                }
            }
            return tokens.size();
        }
    }
}
