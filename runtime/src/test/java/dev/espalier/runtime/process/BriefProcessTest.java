package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BriefProcessTest {

    @Test
    @DisplayName("a program reads what it is given, and what it said on both outputs is returned")
    void success() throws Exception {
        assertThat(BriefProcess.run(List.of("sh", "-c", "cat; echo three >&2"), "one\ntwo\n"))
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    @Timeout(120)
    @DisplayName("a program that answers while it reads may be given any amount, and its answer may be as large")
    void largeInputAndOutput() throws Exception {
        var much = "0123456789abcdef".repeat(1 << 16);
        assertThat(BriefProcess.run(List.of("cat"), much)).isEqualTo(much);
    }

    @Test
    @DisplayName("a program that fails does so with what it said")
    void failure() {
        assertThatThrownBy(() -> BriefProcess.run(List.of("sh", "-c", "echo no room; exit 3"), "x".repeat(1 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessage("no room");
    }

    @Test
    @DisplayName("whoever is interrupted stops waiting for a program that stands still, which is killed")
    void interrupted(@TempDir Path directory) throws Exception {
        var told = directory.resolve("pid");
        var stands = new FutureTask<>(() -> BriefProcess
                .run(List.of("sh", "-c", "echo $$ >\"$1.part\"; mv \"$1.part\" \"$1\"; kill -STOP $$", "sh",
                        told.toString()), ""));
        var waiting = Thread.ofPlatform().start(stands);
        var program = ProcessHandle.of(awaitPid(told)).orElseThrow();

        waiting.interrupt();

        assertThatThrownBy(() -> stands.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(end(program).get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
    }

    private static Future<ProcessHandle> end(ProcessHandle program) {
        return program.isAlive() ? program.onExit() : CompletableFuture.completedFuture(program);
    }

    private static long awaitPid(Path told) throws IOException {
        while (!Files.exists(told)) {
            Thread.onSpinWait();
        }
        return Long.parseLong(Files.readString(told).strip());
    }
}
