package dev.espalier.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.espalier.source.SourceFile;

/**
 * Turns a script and its frame into two compilation units, both the script's text with the other's parts blanked out:
 * one class holds the variables and the script's members, its subclass the statements.
 */
final class ScriptSource {
    /** The dollar signs keep these from colliding with a name in a script. */
    static final String STATEMENTS_CLASS = "Script$";
    static final String MEMBERS_CLASS = "ScriptMembers$";

    private final ScriptFrame frame;
    private final String fileName;
    private final String text;
    private final ScriptOutline outline;

    ScriptSource(ScriptFrame frame, SourceFile source, ScriptOutline outline) {
        this.frame = frame;
        this.fileName = String.valueOf(source.path().getFileName());
        this.text = source.text();
        this.outline = outline;
    }

    List<ScriptUnit> units() {
        var start = outline.importsEnd();
        var prologue = frame.imports().stream().map(name -> "import " + name + "; ").collect(Collectors.joining());
        var imports = text.substring(0, start);
        var members = new ScriptUnit("members", fileName, prologue, imports, membersHeader(),
                onlyMembers().substring(start), "\n}");
        var statements = new ScriptUnit("statements", fileName, prologue, imports, statementsHeader(),
                withoutMembers().substring(start), "\n}}");
        return List.of(members, statements);
    }

    private String membersHeader() {
        var fields = new StringBuilder();
        var assignments = new StringBuilder();
        frame.variables().forEach((name, type) -> {
            fields.append("protected final %s %s; ".formatted(type.getCanonicalName(), name));
            assignments.append("%s = (%s) values$.get(\"%s\"); ".formatted(name, type.getCanonicalName(), name));
        });
        return " abstract class %s extends %s { %s%s(%s) throws java.lang.Exception { super(%s); %s} ".formatted(
                MEMBERS_CLASS, frame.base().getCanonicalName(), fields, MEMBERS_CLASS, parameters(),
                String.join(", ", argumentNames()), assignments);
    }

    private String statementsHeader() {
        var arguments = IntStream.rangeClosed(0, frame.parameters().size())
                .mapToObj(i -> i == 0 ? "values$" : argumentNames().get(i - 1));
        return (" final class %s extends %s implements %s { %s(%s) throws java.lang.Exception { super(%s); } "
                + "@java.lang.Override public void run() throws java.lang.Exception { ").formatted(STATEMENTS_CLASS,
                        MEMBERS_CLASS, ScriptBody.class.getCanonicalName(), STATEMENTS_CLASS, parameters(),
                        arguments.collect(Collectors.joining(", ")));
    }

    private String parameters() {
        var types = frame.parameters();
        return "java.util.Map<java.lang.String, java.lang.Object> values$" + IntStream.range(0, types.size())
                .mapToObj(i -> ", " + types.get(i).getCanonicalName() + " " + argumentNames().get(i))
                .collect(Collectors.joining());
    }

    private List<String> argumentNames() {
        return IntStream.range(0, frame.parameters().size()).mapToObj(i -> "argument" + i + "$").toList();
    }

    private String withoutMembers() {
        var kept = new StringBuilder(text);
        outline.members().forEach(member -> blank(kept, member.start(), member.end()));
        return kept.toString();
    }

    private String onlyMembers() {
        var kept = new StringBuilder(text);
        var blankFrom = outline.importsEnd();
        for (var member : outline.members()) {
            blank(kept, blankFrom, member.kept());
            blankFrom = member.end();
        }
        blank(kept, blankFrom, text.length());
        return kept.toString();
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (var i = start; i < end; i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
