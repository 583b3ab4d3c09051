package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends commands by force: asks them first, kills them then, and gives up on what does not answer even to that. */
final class Enforcement {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<ShellCommand> runner;
    private final BiConsumer<ShellJob, Duration> arm;

    /**
     * @param runner runs a short command of the host's own in the guest
     * @param arm    has {@link #overdue} called when the time has passed
     */
    Enforcement(Consumer<ShellCommand> runner, BiConsumer<ShellJob, Duration> arm) {
        this.runner = runner;
        this.arm = arm;
    }

    /** What ends commands with all they have started in their groups, by SIGTERM and soon after by SIGKILL. */
    static ShellCommand ending(List<Long> groups) {
        var all = groups.stream().map(group -> "-" + group).collect(Collectors.joining(" "));
        return new ShellCommand("""
                { kill -TERM -- %1$s; for i in {1..%2$d}; do kill -0 -- %1$s || exit 0; sleep 0.1; done
                kill -KILL -- %1$s; } 2>/dev/null || :""".formatted(all, LAST_WORDS.toMillis() / 100), PATIENCE);
    }

    /** Begins to end a command, unless that has begun. */
    void cancel(ShellJob job) {
        if (job.force() == ShellJob.Force.NONE) {
            kill(job, "TERM");
            job.force(ShellJob.Force.ASKED);
            arm.accept(job, LAST_WORDS);
        }
    }

    /**
     * Takes the next step to the end of a command.
     *
     * @param giveUp called if it has answered to nothing, and that was replied
     */
    void overdue(ShellJob job, Runnable giveUp) {
        switch (job.force()) {
            case NONE -> {
                job.isLate();
                cancel(job);
            }
            case ASKED -> {
                kill(job, "KILL");
                job.force(ShellJob.Force.KILLED);
                arm.accept(job, GRACE);
            }
            case KILLED -> {
                job.noAnswer(job.command().timeout().plus(LAST_WORDS).plus(GRACE));
                giveUp.run();
            }
        }
    }

    /** Sends a command that is known to run now what it should have been sent before. */
    void begun(ShellJob job) {
        switch (job.force()) {
            case NONE -> {
            }
            case ASKED -> kill(job, "TERM");
            case KILLED -> kill(job, "KILL");
        }
    }

    private void kill(ShellJob job, String signal) {
        job.group()
                .ifPresent(group -> runner.accept(
                        new ShellCommand("kill -%s -- -%d 2>/dev/null || :".formatted(signal, group), PATIENCE)));
    }
}
