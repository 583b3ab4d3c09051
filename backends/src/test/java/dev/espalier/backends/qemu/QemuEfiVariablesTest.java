package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.backends.spi.EfiStoreError;
import dev.espalier.backends.spi.EfiVariable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuEfiVariablesTest {
    private static final EfiVariable NEXT = EfiVariable.of("BootNext", EfiVariable.GLOBAL, new byte[]{1, 0});

    @TempDir
    private Path directory;

    private QemuEfiVariables variables;

    @BeforeEach
    void template() throws IOException {
        Files.write(directory.resolve("template.fd"), EfiFlashTest.factory());
        variables = new QemuEfiVariables(directory.resolve("template.fd"), directory.resolve("vars.fd"));
    }

    private static <T> T get(CompletionStage<T> answer) throws InterruptedException, TimeoutException, EfiStoreError {
        try {
            return answer.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EfiStoreError error) {
                throw error;
            }
            throw new AssertionError("failed otherwise", e);
        }
    }

    private void refused(CompletionStage<?> answer, String... why) {
        assertThat(answer.toCompletableFuture()).failsWithin(60, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(EfiStoreError.class)
                .withMessageContainingAll(why);
    }

    @Test
    @DisplayName("a machine's variables are its own, and there before its first start")
    void own() throws Exception {
        assertThat(get(variables.read())).isEmpty();
        var unused = get(variables.write(List.of(NEXT)));
        variables.make();
        assertThat(get(variables.read())).containsExactly(NEXT);
        assertThat(directory.resolve("template.fd")).hasBinaryContent(EfiFlashTest.factory());
        var unusedToo = get(variables.create());
        assertThat(get(variables.read())).isEmpty();
    }

    @Test
    @DisplayName("a store that was damaged is said to be, and made anew only if that is asked for")
    void damaged() throws Exception {
        Files.writeString(variables.file(), "no flash");
        refused(variables.read(), "vars.fd", "cannot be read", "no firmware volume");
        refused(variables.write(List.of(NEXT)), "vars.fd", "cannot be written");
        assertThat(variables.file()).hasContent("no flash");
        var unused = get(variables.create());
        assertThat(get(variables.read())).isEmpty();
    }

    @Test
    @DisplayName("a write for which there is no room leaves all as it was, and nothing beside it")
    void noRoom() throws Exception {
        var unused = get(variables.write(List.of(NEXT)));
        refused(variables.write(List.of(EfiVariable.of("Big", EfiVariable.GLOBAL, new byte[5000]))), "do not fit");
        var next = Files.createDirectory(directory.resolve("vars.fd.next"));
        refused(variables.write(List.of(EfiVariable.of("More", EfiVariable.GLOBAL, new byte[1]))), "cannot be written");
        assertThat(get(variables.read())).containsExactly(NEXT);
        assertThat(next).doesNotExist();
    }

    @Test
    @DisplayName("a firmware that is no longer there is said to be missing")
    void noTemplate() throws Exception {
        Files.delete(variables.template());
        refused(variables.read(), "vars.fd", "template.fd");
    }
}
