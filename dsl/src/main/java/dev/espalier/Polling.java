package dev.espalier;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.espalier.command.CommandResult;
import dev.espalier.error.EspalierException;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.WaitOutcome;

/**
 * The one loop that looks again and again. Between two looks the guest pauses, not the host: the pause is part of the
 * command, so it counts from the end of the look, and the machine's death ends it.
 */
final class Polling {
    private static final String PAUSE = "sleep 0.1";
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Machine machine;
    private final String what;
    private final Deadline deadline;
    private final Announcer announcer;

    Polling(Machine machine, String what, Deadline deadline, Announcer announcer) {
        this.machine = machine;
        this.what = what;
        this.deadline = deadline;
        this.announcer = announcer;
    }

    /** Looks until {@code met}; the last look is what a person is shown if the time is up. */
    CommandResult until(String look, Predicate<CommandResult> met) {
        return until(look, met, () -> "");
    }

    /**
     * Looks until {@code met}, which may throw to say that it never will be.
     *
     * @param diagnosis is asked for more than the last look tells when the time is up
     */
    CommandResult until(String look, Predicate<CommandResult> met, Supplier<String> diagnosis) {
        var wait = announcer.waitBegins(machine.name(), what);
        try {
            while (true) {
                var result = machine.look(look + " || { s=$?; " + PAUSE + "; exit $s; }", timeLeft());
                if (met.test(result)) {
                    announcer.waitEnds(wait, WaitOutcome.MET);
                    return result;
                }
                if (deadline.passed()) {
                    throw timedOut(result, diagnosis.get());
                }
            }
        } catch (WaitTimedOut e) {
            announcer.waitEnds(wait, WaitOutcome.TIMED_OUT);
            throw e;
        } catch (EspalierException e) {
            announcer.waitEnds(wait, WaitOutcome.FAILED);
            throw e;
        } catch (CancellationException e) {
            announcer.waitEnds(wait, WaitOutcome.CANCELLED);
            throw e;
        }
    }

    /** A look begun in the last moment gets a little time, or its own timeout would be all that is seen. */
    private Duration timeLeft() {
        return deadline.left().compareTo(LEAST) > 0 ? deadline.left() : LEAST;
    }

    private WaitTimedOut timedOut(CommandResult last, String diagnosis) {
        var state = "exit status " + last.exitStatus() + "\n" + last.stdout() + last.stderr() + diagnosis;
        return new WaitTimedOut(machine.name(), what, deadline.elapsed(), state, machine.consoleTail());
    }
}
