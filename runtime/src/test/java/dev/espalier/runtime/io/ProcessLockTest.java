package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProcessLockTest {
    @TempDir
    Path directory;

    @Test
    void isHeldByOneThreadAtATime() throws Exception {
        var file = directory.resolve("lock");
        var first = ProcessLock.acquire(file, holder -> {});
        assertThat(ProcessLock.tryAcquire(file)).isEmpty();
        var told = new LinkedBlockingQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var second = threads.submit(() -> ProcessLock.acquire(file, told::add));
            assertThat(told.poll(10, TimeUnit.SECONDS)).contains("thread");
            assertThat(second).isNotDone();
            first.close();
            second.get(10, TimeUnit.SECONDS).close();
        }
        ProcessLock.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void anInterruptedWaiterLeavesItFree() throws Exception {
        var file = directory.resolve("lock");
        var first = ProcessLock.acquire(file, holder -> {});
        var told = new LinkedBlockingQueue<String>();
        var waiter = Thread.ofVirtual().start(() -> {
            try {
                ProcessLock.acquire(file, told::add).close();
                told.add("acquired");
            } catch (Exception e) {
                told.add(e.getClass().getSimpleName());
            }
        });
        var unused = told.take();
        waiter.interrupt();
        assertThat(told.take()).isEqualTo("InterruptedException");
        first.close();
        ProcessLock.tryAcquire(file).orElseThrow().close();
    }
}
