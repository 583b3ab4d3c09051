package dev.espalier.script;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.espalier.source.SourceFile;

final class ScriptFixture {
    static final Path FILE = Path.of("tests", "test.java");

    private ScriptFixture() {}

    static ScriptFrame frame() {
        var variables = new LinkedHashMap<String, Class<?>>();
        variables.put("web_1", TestBase.Guest.class);
        variables.put("client", TestBase.Guest.class);
        return new ScriptFrame(TestBase.class, List.of(List.class), List.of("java.util.*", "java.time.Duration"),
                variables);
    }

    static CompiledScript compile(String script) {
        return new ScriptCompiler(frame()).compile(new SourceFile(FILE, script));
    }

    static ScriptBody instance(CompiledScript script, List<String> done) {
        return script.instantiate(
                Map.of("web_1", new TestBase.Guest("web-1"), "client", new TestBase.Guest("client")), done);
    }

    /** What the script wrote down when it ran. */
    static List<String> run(String script) throws Exception {
        var done = new ArrayList<String>();
        instance(compile(script), done).run();
        return done;
    }
}
