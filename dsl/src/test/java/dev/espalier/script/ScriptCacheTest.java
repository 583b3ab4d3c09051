package dev.espalier.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.espalier.source.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptCacheTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ScriptKey KEY = new ScriptKey("a1");

    @TempDir
    private Path home;

    private Path directory;
    private ScriptCache cache;
    private final AtomicInteger compilations = new AtomicInteger();

    @BeforeEach
    void cache() {
        directory = home.resolve("scripts");
        cache = new ScriptCache(directory, () -> NOW);
    }

    private byte[] get(ScriptKey key) {
        return Objects.requireNonNull(cache.get(key, () -> {
            compilations.incrementAndGet();
            return new ScriptClasses(Map.of("Script$", key.value().getBytes(StandardCharsets.UTF_8)));
        }).bytes().get("Script$"));
    }

    @Test
    void whatWasCompiledOnceIsNotCompiledAgain() {
        assertThat(get(KEY)).asString().isEqualTo("a1");
        assertThat(get(KEY)).asString().isEqualTo("a1");
        assertThat(compilations).hasValue(1);
        assertThat(directory).isDirectoryContaining("glob:**/a1").isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void aKeptScriptRunsAsTheCompiledOneDoes() throws Exception {
        var frame = ScriptFixture.frame();
        var classes = new ScriptCompiler(frame).classes(new SourceFile(ScriptFixture.FILE, "note(1);\nnote(2);"));
        var kept = ScriptFile.read(ScriptFile.write(classes)).orElseThrow();
        assertThat(kept.names()).isEqualTo(classes.names());
        var script = new CompiledScript(new SourceFile(ScriptFixture.FILE, "note(1);\nnote(2);"), frame, kept);
        var done = new ArrayList<String>();
        ScriptFixture.instance(script, done).run();
        assertThat(done).containsExactly("1", "2");
    }

    @Test
    void anEntryThatIsNotWholeIsNotUsedAndReplaced() throws Exception {
        var expected = get(KEY);
        var whole = Files.readAllBytes(directory.resolve("a1"));
        var wrong = whole.clone();
        wrong[wrong.length - 1]++;
        for (var broken : List.of(new byte[0], Arrays.copyOf(whole, 20),
                Arrays.copyOf(whole, whole.length - 1), wrong)) {
            compilations.set(0);
            Files.write(directory.resolve("a1"), broken);
            assertThat(get(KEY)).isEqualTo(expected);
            assertThat(get(KEY)).isEqualTo(expected);
            assertThat(compilations).hasValue(1);
        }
    }

    @Test
    void nothingIsKeptOfAScriptThatDoesNotCompile() {
        assertThatThrownBy(() -> cache.get(KEY, () -> {
            throw new ScriptCompilationException(List.of());
        })).isInstanceOf(ScriptCompilationException.class);
        assertThat(directory).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeMadeCostsTimeAlone() throws Exception {
        Files.createFile(directory);
        assertThat(get(KEY)).asString().isEqualTo("a1");
        assertThat(get(KEY)).asString().isEqualTo("a1");
        assertThat(compilations).hasValue(2);
    }

    @Test
    void theOnesNotUsedForLongestGo() throws Exception {
        for (var number = 0; number < ScriptCache.MOST_SCRIPTS; number++) {
            get(key(number));
            age(key(number).value(), Duration.ofMinutes(100L - number));
        }
        get(key(0));
        get(key(ScriptCache.MOST_SCRIPTS));
        assertThat(directory.resolve(key(0).value())).exists();
        assertThat(directory.resolve(key(1).value())).doesNotExist();
        assertThat(directory.resolve(key(2).value())).exists();
    }

    @Test
    void whatAKilledWriterHasLeftGoesAndWhatIsBeingWrittenStays() throws Exception {
        get(KEY);
        Files.createFile(directory.resolve("1.unfinished"));
        age("1.unfinished", Duration.ofHours(2));
        Files.createFile(directory.resolve("2.unfinished"));
        age("2.unfinished", Duration.ofMinutes(2));
        get(key(2));
        assertThat(directory.resolve("1.unfinished")).doesNotExist();
        assertThat(directory.resolve("2.unfinished")).exists();
    }

    @Test
    void manyAtOnceGetWhatTheyAskFor() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 400)
                    .mapToObj(number -> threads.submit(() -> new String(get(key(number % 80)),
                            StandardCharsets.UTF_8).equals(key(number % 80).value())))
                    .toList();
            assertThat(asked).allSatisfy(answer -> assertThat(answer.get()).isTrue());
        }
    }

    private static ScriptKey key(int number) {
        return new ScriptKey("b" + number);
    }

    private void age(String file, Duration age) throws IOException {
        Files.setLastModifiedTime(directory.resolve(file), FileTime.from(NOW.minus(age)));
    }
}
