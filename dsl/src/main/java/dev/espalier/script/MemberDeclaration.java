package dev.espalier.script;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.lang.model.SourceVersion;

/**
 * Tells declarations that Java allows only in a class body, or that must be there to be seen by the script's methods,
 * from statements: methods, records, enums, interfaces, and everything static, sealed, public or private.
 */
final class MemberDeclaration {
    private static final Set<String> MODIFIERS = Set.of("public", "protected", "private", "static", "abstract", "final",
            "synchronized", "strictfp", "sealed");
    private static final Set<String> NEVER_LOCAL = Set.of("public", "protected", "private", "sealed");
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of("new", "return", "throw", "yield", "else", "assert",
            "case", "do");
    private static final Set<String> PART_OF_TYPE = Set.of(".", "<", ">", ",", "?", "[", "]", "&", "@");
    private static final JavaToken END = new JavaToken(JavaToken.Kind.SYMBOL, "", 0, 0);

    private final List<JavaToken> tokens;
    private int next;

    private MemberDeclaration(List<JavaToken> tokens, int start) {
        this.tokens = tokens;
        this.next = start;
    }

    /** Whether a declaration that belongs into a class body begins at a token. */
    static boolean beginsAt(List<JavaToken> tokens, int start) {
        return new MemberDeclaration(tokens, start).found();
    }

    private boolean found() {
        var modifiers = skipAnnotationsAndModifiers();
        if (modifiers.contains("static")) {
            return !peek(0).is("{");
        }
        if (peek(0).is("class")) {
            return modifiers.stream().anyMatch(NEVER_LOCAL::contains);
        }
        return isRecordEnumOrInterface() || isMethod();
    }

    private Set<String> skipAnnotationsAndModifiers() {
        var modifiers = new HashSet<String>();
        while (true) {
            if (peek(0).is("@") && !peek(1).is("interface")) {
                skipAnnotation();
            } else if (peek(0).is("non") && peek(1).is("-") && peek(2).is("sealed")) {
                modifiers.add("sealed");
                next += 3;
            } else if (MODIFIERS.contains(peek(0).text()) && !peek(1).is("(")) {
                modifiers.add(peek(0).text());
                next++;
            } else {
                return modifiers;
            }
        }
    }

    private void skipAnnotation() {
        next += 2;
        while (peek(0).is(".")) {
            next += 2;
        }
        if (peek(0).is("(")) {
            skipParentheses();
        }
    }

    private boolean isRecordEnumOrInterface() {
        return switch (peek(0).text()) {
            case "enum", "interface" -> true;
            case "@" -> peek(1).is("interface");
            case "record" -> peek(1).isWord() && (peek(2).is("(") || peek(2).is("<"));
            default -> false;
        };
    }

    private boolean isMethod() {
        var first = next;
        while (peek(0).isWord() || PART_OF_TYPE.contains(peek(0).text())) {
            next++;
        }
        return peek(0).is("(") && next - first >= 2 && isName(peek(-1)) && isTypeEnd(peek(-2))
                && !BEFORE_EXPRESSIONS.contains(tokens.get(first).text()) && bodyFollowsParameters();
    }

    private static boolean isName(JavaToken token) {
        return token.isWord() && !SourceVersion.isKeyword(token.text());
    }

    private static boolean isTypeEnd(JavaToken token) {
        return token.is(">") || token.is("]") || (token.isWord() && !BEFORE_EXPRESSIONS.contains(token.text()));
    }

    private boolean bodyFollowsParameters() {
        skipParentheses();
        return peek(0).is("{") || peek(0).is("throws");
    }

    private void skipParentheses() {
        var depth = 0;
        do {
            depth += peek(0).is("(") ? 1 : peek(0).is(")") ? -1 : 0;
            next++;
        } while (depth > 0 && next < tokens.size());
    }

    private JavaToken peek(int ahead) {
        var index = next + ahead;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
    }
}
