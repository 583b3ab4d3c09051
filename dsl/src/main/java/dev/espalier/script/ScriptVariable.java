package dev.espalier.script;

import javax.lang.model.SourceVersion;

/** The names by which a test script knows its machines. */
public final class ScriptVariable {
    private ScriptVariable() {}

    /** The variable of a machine: its name with every hyphen made an underscore, so {@code web-1} is {@code web_1}. */
    public static String of(String machine) {
        return machine.replace('-', '_');
    }

    /** Whether a script can use this name for a variable: a Java identifier that is no keyword. */
    public static boolean isUsable(String variable) {
        return SourceVersion.isIdentifier(variable) && !SourceVersion.isKeyword(variable);
    }
}
