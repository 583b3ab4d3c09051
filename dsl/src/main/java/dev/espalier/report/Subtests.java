package dev.espalier.report;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.espalier.script.ScriptBody;

/** Runs blocks of a test as its named parts. */
public final class Subtests {
    private final Consumer<TestEvent> told;
    private final InstantSource clock;
    private final Function<Throwable, Failure> explanation;
    /**
     * Inherited, so that a subtest in a thread that a subtest started is a part of that one; not static, because the
     * subtests of another run are no part of this one's.
     */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<List<String>> path = new InheritableThreadLocal<>() {
        @Override
        protected List<String> initialValue() {
            return List.of();
        }
    };

    public Subtests(Consumer<TestEvent> told, InstantSource clock, Function<Throwable, Failure> explanation) {
        this.told = told;
        this.clock = clock;
        this.explanation = explanation;
    }

    /** @throws Exception what the body threw, after it was reported */
    public void run(String name, ScriptBody body) throws Exception {
        var outer = path.get();
        var inner = Stream.concat(outer.stream(), Stream.of(name)).toList();
        var started = clock.instant();
        path.set(inner);
        told.accept(new TestEvent.SubtestStarted(started, inner));
        try {
            body.run();
            var ended = clock.instant();
            told.accept(new TestEvent.SubtestPassed(ended, inner, Duration.between(started, ended)));
        } catch (Exception | Error e) {
            var ended = clock.instant();
            told.accept(new TestEvent.SubtestFailed(ended, inner, Duration.between(started, ended),
                    explanation.apply(e)));
            throw e;
        } finally {
            path.set(outer);
        }
    }
}
