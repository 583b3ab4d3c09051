package dev.espalier.script;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

import javax.tools.SimpleJavaFileObject;

/**
 * One compilation unit made of a script: the script's text with a prologue before it, a class header after its imports
 * and an epilogue behind it. Nothing that is added contains a line end before the script's end, so every line keeps its
 * number, at compile time and in stack traces.
 */
final class ScriptUnit extends SimpleJavaFileObject {
    private final String prologue;
    private final String imports;
    private final String header;
    private final String body;
    private final String epilogue;

    /**
     * @param role     tells the units of one script apart
     * @param fileName what stack traces show
     */
    ScriptUnit(String role, String fileName, String prologue, String imports, String header, String body,
            String epilogue) {
        super(uri(role, fileName), Kind.SOURCE);
        this.prologue = prologue;
        this.imports = imports;
        this.header = header;
        this.body = body;
        this.epilogue = epilogue;
    }

    private static URI uri(String role, String fileName) {
        try {
            return new URI("script", null, "/" + role + "/" + fileName, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no file name for a script: " + fileName, e);
        }
    }

    /** Where an offset in this unit is in the script; what is in an added part is at that part's place. */
    int inScript(long offset) {
        var inImports = (int) Math.max(0, offset - prologue.length());
        if (inImports < imports.length()) {
            return inImports;
        }
        var inBody = Math.max(0, inImports - imports.length() - header.length());
        return imports.length() + Math.min(inBody, body.stripTrailing().length());
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
        return prologue + imports + header + body + epilogue;
    }

    /** javac wants a public class's file to be named after it; ours are named after the script, and not public. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return true;
    }
}
