package dev.espalier.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Makes a signal that ends this JVM interrupt the thread that runs a test, and keeps the JVM until that thread has taken
 * everything down. The JVM then exits with 128 and the signal's number, as it does by itself.
 */
final class Interruption {
    private Interruption() {}

    /** Does {@code work} on this thread. */
    static <T> T during(Callable<T> work) throws Exception {
        var done = new CountDownLatch(1);
        var worker = Thread.currentThread();
        var hook = Thread.ofPlatform().name("signal").unstarted(() -> {
            worker.interrupt();
            awaitEnd(done);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void awaitEnd(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending and runs the hook
        }
    }
}
