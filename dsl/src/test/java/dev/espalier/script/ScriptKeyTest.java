package dev.espalier.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.espalier.source.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes another key, as it makes other classes. */
class ScriptKeyTest {
    private static final SourceFile SCRIPT = new SourceFile(Path.of("one", "test.java"), "web_1.boot();");
    private static final ScriptFrame FRAME = ScriptFixture.frame();

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void jar() throws Exception {
        jar = Files.writeString(directory.resolve("a.jar"), "a");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    }

    private Optional<ScriptKey> key(ScriptFrame frame, SourceFile script, Path... classPath) {
        return ScriptKey.of(frame, script, List.of(classPath));
    }

    private Optional<ScriptKey> key() {
        return key(FRAME, SCRIPT, jar);
    }

    @Test
    void theSameIsTheSameWhereverItLies() {
        assertThat(key()).isPresent().isEqualTo(key());
        assertThat(key(FRAME, new SourceFile(Path.of("two", "test.java"), SCRIPT.text()), jar)).isEqualTo(key());
    }

    @Test
    void anotherScriptOrFileName() {
        assertThat(key(FRAME, new SourceFile(SCRIPT.path(), "web_1.stop();"), jar)).isPresent().isNotEqualTo(key());
        assertThat(key(FRAME, new SourceFile(Path.of("other.java"), SCRIPT.text()), jar)).isNotEqualTo(key());
    }

    @Test
    void otherImportsNamesOrTypesOfVariables() {
        var more = new LinkedHashMap<String, Class<?>>(FRAME.variables());
        more.put("server", TestBase.Guest.class);
        var others = new LinkedHashMap<String, Class<?>>(FRAME.variables());
        others.replaceAll((name, type) -> Object.class);
        assertThat(key(new ScriptFrame(FRAME.base(), FRAME.parameters(), FRAME.imports(), more), SCRIPT, jar))
                .isNotEqualTo(key());
        assertThat(key(new ScriptFrame(FRAME.base(), FRAME.parameters(), FRAME.imports(), others), SCRIPT, jar))
                .isNotEqualTo(key());
        assertThat(key(new ScriptFrame(FRAME.base(), FRAME.parameters(), List.of("java.io.*"), FRAME.variables()),
                SCRIPT, jar)).isNotEqualTo(key());
    }

    @Test
    void aClassPathThatWasBuiltAgain() throws Exception {
        var before = key();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH.plusSeconds(1)));
        assertThat(key()).isPresent().isNotEqualTo(before);
        Files.writeString(jar, "ab");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertThat(key()).isPresent().isNotEqualTo(before);
        assertThat(key(FRAME, SCRIPT, jar, Files.createFile(directory.resolve("b.jar")))).isNotEqualTo(key());
    }

    @Test
    void thereIsNoneForDirectoriesOfClasses() {
        assertThat(key(FRAME, SCRIPT, jar, directory)).isEmpty();
        assertThat(key(FRAME, SCRIPT, directory.resolve("gone.jar"))).isEmpty();
    }
}
