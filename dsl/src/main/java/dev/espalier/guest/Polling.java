package dev.espalier.guest;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.Finding;
import dev.espalier.error.WaitTimedOut;

/**
 * The one loop that looks again and again. Between two looks the guest pauses, not the host: the pause is part of the
 * next command, so the machine's death ends it.
 */
public final class Polling {
    /**
     * A twentieth of a second. A new pseudo-terminal says nothing, so to read from it takes that long, without the process
     * that sleep(1) is, whose start takes an emulated guest as long again.
     */
    private static final String PAUSE = "{ read -r -t 0.05 _ <>/dev/ptmx || [ $? -gt 128 ] || sleep 0.05; } 2>/dev/null; ";
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Guest guest;
    private final String what;
    private final CommandOptions options;

    public Polling(Guest guest, String what, Duration timeout) {
        this(guest, what, CommandOptions.within(timeout));
    }

    /** @param options of each look; their timeout is that of all of them together */
    public Polling(Guest guest, String what, CommandOptions options) {
        this.guest = guest;
        this.what = what;
        this.options = options;
    }

    /**
     * Looks until {@code met}; the last look is what a person is shown if the time is up, with what systemd says of units that it
     * was about.
     */
    public CommandResult until(String look, Predicate<CommandResult> met) {
        return until(look, met, last -> Stream.concat(Stream.of(Finding.ofLastLook(description(last))),
                UnitInquiry.about(guest, look, last).stream()).toList());
    }

    /** @param evidence a command whose output tells more than the last look when the time is up */
    CommandResult until(String look, Predicate<CommandResult> met, String evidence) {
        return until(look, met,
                last -> List.of(Finding.ofLastLook(description(last) + Diagnosis.of(guest, evidence))));
    }

    /**
     * Looks until {@code met}, which may throw to say that it never will be.
     *
     * @param diagnosis what a person is shown if the time is up, made of the last look
     */
    CommandResult until(String look, Predicate<CommandResult> met, Function<CommandResult, List<Finding>> diagnosis) {
        return guest.waiting(what, () -> {
            var deadline = Deadline.in(options.timeout(), guest.clock());
            var next = look;
            while (true) {
                var result = guest.look(next, options.timeout(timeLeft(deadline)));
                if (met.test(result)) {
                    return result;
                }
                if (deadline.passed()) {
                    throw new WaitTimedOut(guest.name(), what, deadline.elapsed(), diagnosis.apply(result),
                            guest.consoleTail());
                }
                next = PAUSE + look;
            }
        });
    }

    private static String description(CommandResult look) {
        return "exit status " + look.exitStatus() + "\n" + look.stdout() + look.stderr();
    }

    /** A look begun in the last moment gets a little time, or its own timeout would be all that is seen. */
    private static Duration timeLeft(Deadline deadline) {
        var left = deadline.left();
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }
}
