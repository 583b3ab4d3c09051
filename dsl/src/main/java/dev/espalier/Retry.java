package dev.espalier;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.engine.Asks;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.ConditionBroken;
import dev.espalier.error.MachineDied;
import dev.espalier.script.ScriptBody;

/**
 * Tries something until it does not fail. A dead machine, a cluster that is down and a condition that is broken are not
 * tried again.
 *
 * @param attempts how often it is tried at most
 * @param pause    the time between two attempts
 */
public record Retry(int attempts, Duration pause) {

    public Retry {
        if (attempts < 1) {
            throw new IllegalArgumentException("something is tried at least once, not " + attempts + " times");
        }
    }

    /** With a second between two attempts. */
    public static Retry times(int attempts) {
        return new Retry(attempts, Duration.ofSeconds(1));
    }

    public Retry every(Duration value) {
        return new Retry(attempts, value);
    }

    /** @throws Exception what the last attempt threw */
    public void run(ScriptBody body) throws Exception {
        var unused = call(() -> {
            body.run();
            return true;
        });
    }

    /**
     * @return what the first attempt that did not fail returned
     * @throws Exception what the last attempt threw
     */
    public <T> T call(Callable<T> body) throws Exception {
        for (int attempt = 1; attempt < attempts; attempt++) {
            try {
                return body.call();
            } catch (MachineDied | ClusterFailed | ConditionBroken | CancellationException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                Asks.await(new CompletableFuture<Void>().completeOnTimeout(null, pause.toNanos(),
                        TimeUnit.NANOSECONDS));
            }
        }
        return body.call();
    }
}
