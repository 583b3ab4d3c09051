package dev.espalier.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A word, a literal or a single symbol of Java source, comments and blanks left out. Any text has tokens, Java or not. */
record JavaToken(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        LITERAL,
        SYMBOL
    }

    private static final Pattern TOKEN = Pattern.compile("""
            (?<gap> \\s++ | //[^\\r\\n]*+ | /\\*(?s:.*?)(?:\\*/|\\z) )
            | (?<word> \\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+ )
            | (?<literal> ""\"(?s: [^"\\\\] | \\\\. | "(?!"") )*+(?:""\"|\\z)
              | "(?:\\\\.|[^"\\\\\\r\\n])*+"?
              | '(?:\\\\.|[^'\\\\\\r\\n])*+'?
              | \\d[\\w.]*+ )
            | (?<symbol> (?s:.) )
            """, Pattern.COMMENTS);

    static List<JavaToken> of(String source) {
        var tokens = new ArrayList<JavaToken>();
        var found = TOKEN.matcher(source);
        while (found.find()) {
            if (found.group("gap") == null) {
                tokens.add(new JavaToken(found.group("word") != null
                        ? Kind.WORD
                        : found.group("literal") != null ? Kind.LITERAL : Kind.SYMBOL, found.group(), found.start(),
                        found.end()));
            }
        }
        return tokens;
    }

    boolean is(String other) {
        return kind != Kind.LITERAL && text.equals(other);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }
}
