package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try")
class ProcessLockTest {

    @TempDir
    private Path directory;

    /** A program that takes a lock and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (var lock = ProcessLock.acquire(Path.of(arguments[0]), holder -> {})) {
                System.out.println("has it");
                System.in.read();
            }
        }
    }

    private Path file() {
        return directory.resolve("lock");
    }

    private static String waitingFor(CompletableFuture<String> holder) throws Exception {
        return holder.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("one thread has it, the next one waits and is told why")
    void threads() throws Exception {
        var busy = new CompletableFuture<String>();
        var second = new CompletableFuture<ProcessLock>();
        try (var first = ProcessLock.acquire(file(), busy::complete)) {
            assertThat(ProcessLock.tryAcquire(file())).isEmpty();
            Thread.ofVirtual().start(() -> {
                try {
                    second.complete(ProcessLock.acquire(file(), busy::complete));
                } catch (Exception e) {
                    second.completeExceptionally(e);
                }
            });
            assertThat(waitingFor(busy)).isEqualTo("another thread of this process");
            assertThat(second).isNotDone();
        }
        second.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).close();
        ProcessLock.tryAcquire(file()).orElseThrow().close();
    }

    @Test
    @DisplayName("one process has it, and the next one is told which; it ends when that one is killed")
    void processes() throws Exception {
        try (var jvm = ChildJvm.running(Holder.class, file().toString())) {
            jvm.awaitLine("has it");
            assertThat(ProcessLock.tryAcquire(file())).isEmpty();
            var busy = new CompletableFuture<String>();
            var ours = CompletableFuture.supplyAsync(() -> {
                try {
                    return ProcessLock.acquire(file(), busy::complete);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(waitingFor(busy)).isEqualTo("process " + jvm.pid());
            assertThat(ours).isNotDone();

            jvm.kill();

            ours.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).close();
        }
    }

    @Test
    @DisplayName("the same file by another path is the same lock")
    void otherPath() throws Exception {
        try (var lock = ProcessLock.acquire(file(), holder -> {})) {
            assertThat(ProcessLock.tryAcquire(directory.resolve("x/../lock"))).isEmpty();
        }
    }

    @Test
    @DisplayName("so is the same file in a directory that is reached by a link")
    void linkedDirectory() throws Exception {
        var link = Files.createSymbolicLink(directory.resolve("link"),
                Files.createDirectory(directory.resolve("real")));
        try (var lock = ProcessLock.acquire(directory.resolve("real/lock"), holder -> {})) {
            assertThat(ProcessLock.tryAcquire(link.resolve("lock"))).isEmpty();
        }
        ProcessLock.tryAcquire(link.resolve("lock")).orElseThrow().close();
    }

    @Test
    @DisplayName("giving it back twice gives it to one thread")
    void closedTwice() throws Exception {
        var lock = ProcessLock.acquire(file(), holder -> {});
        lock.close();
        lock.close();
        try (var next = ProcessLock.tryAcquire(file()).orElseThrow()) {
            assertThat(ProcessLock.tryAcquire(file())).isEmpty();
        }
    }

    @Test
    @DisplayName("one that nobody has or waits for takes no memory")
    void forgotten() throws Exception {
        var before = ProcessLock.known();
        for (int number = 0; number < 100; number++) {
            var one = directory.resolve("lock" + number);
            var lock = ProcessLock.acquire(one, holder -> {});
            assertThat(ProcessLock.tryAcquire(one)).isEmpty();
            assertThat(ProcessLock.known()).isEqualTo(before + 1);
            lock.close();
        }
        assertThat(ProcessLock.known()).isEqualTo(before);
    }

    @Test
    @DisplayName("a waiter that is interrupted leaves it free")
    void interruptedWaiter() throws Exception {
        var first = ProcessLock.acquire(file(), holder -> {});
        var told = new LinkedBlockingQueue<String>();
        var waiter = Thread.ofVirtual().start(() -> {
            try {
                ProcessLock.acquire(file(), told::add).close();
                told.add("acquired");
            } catch (Exception e) {
                told.add(e.getClass().getSimpleName());
            }
        });
        assertThat(told.take()).isEqualTo("another thread of this process");
        waiter.interrupt();
        assertThat(told.take()).isEqualTo("InterruptedException");
        first.close();
        ProcessLock.tryAcquire(file()).orElseThrow().close();
    }
}
