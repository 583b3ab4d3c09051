package dev.espalier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import dev.espalier.error.ConditionBroken;
import dev.espalier.script.ScriptBody;

/**
 * Something that has to hold during a part of a test. It is looked at before commands are given to any machine of the
 * cluster, at most once in an interval.
 */
public final class PollingCondition {
    private final String description;
    private final Callable<Boolean> condition;
    private final Duration interval;
    private final Conditions conditions;
    private final InstantSource clock;
    private Instant next;

    PollingCondition(String description, Callable<Boolean> condition, Duration interval, Conditions conditions,
            InstantSource clock) {
        this.description = description;
        this.condition = condition;
        this.interval = interval;
        this.conditions = conditions;
        this.clock = clock;
        this.next = clock.instant();
    }

    /** @throws ConditionBroken if it turns out not to hold while the body runs */
    public void during(ScriptBody body) throws Exception {
        conditions.add(this);
        try {
            body.run();
        } finally {
            conditions.remove(this);
        }
    }

    /** As {@link #await(Retry)}, once a second for about a quarter of an hour. */
    public void await() throws Exception {
        await(Retry.times(900));
    }

    /**
     * Waits until it holds.
     *
     * @throws AssertionError if it still does not at the last attempt
     */
    public void await(Retry retry) throws Exception {
        retry.run(() -> look().ifPresent(broken -> {
            throw new AssertionError(broken.message(), broken);
        }));
    }

    /** Called by one thread at a time. */
    void checkIfDue() {
        if (clock.instant().isBefore(next)) {
            return;
        }
        var broken = look();
        next = clock.instant().plus(interval);
        broken.ifPresent(exception -> {
            throw exception;
        });
    }

    private Optional<ConditionBroken> look() {
        try {
            return condition.call() ? Optional.empty() : Optional.of(new ConditionBroken(description, ""));
        } catch (CancellationException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            var broken = new ConditionBroken(description, String.valueOf(e.getMessage()));
            broken.initCause(e);
            return Optional.of(broken);
        }
    }
}
