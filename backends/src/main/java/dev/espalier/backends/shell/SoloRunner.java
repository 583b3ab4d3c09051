package dev.espalier.backends.shell;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.espalier.runtime.supervision.Child;

/** Runs commands in one guest, each in a bash that it has to itself, and ends those whose time is up. */
final class SoloRunner implements Closeable {
    /** How the owner is told of what happens. */
    interface Owner {
        Child self();

        void heard(SoloRun.News news);

        /** Has {@link #overdue} called when the time has passed, unless it is armed anew. */
        void arm(ShellJob job, Duration patience);

        /** Has {@link #retry} called a moment later. */
        void retryLater();

        /** Has {@link #silent} called some time later. */
        void watch(SoloRun run);

        /** Calls neither {@link #overdue} nor {@link #silent} for it, and keeps nothing of it. */
        void forget(SoloRun run);
    }

    /** In a row, while nothing runs: some seconds. */
    private static final int MOST_REFUSALS = 50;
    private static final Duration OWN_PATIENCE = Duration.ofSeconds(20);

    private final Bashes bashes;
    private final Owner owner;
    private final Enforcement enforcement;
    private final Leftovers leftovers = new Leftovers();
    private final Set<SoloRun> running = new HashSet<>();
    private final Set<SoloRun> lingering = new LinkedHashSet<>();
    private final Set<SoloRun> withBash = new HashSet<>();
    private final Queue<ShellJob> refused = new ArrayDeque<>();
    private int refusals;

    SoloRunner(Bashes bashes, Owner owner) {
        this.bashes = bashes;
        this.owner = owner;
        this.enforcement = new Enforcement(command -> runOwn(command, said -> {}), owner::arm);
    }

    /** How many commands run, or are to, that somebody has asked for. */
    int load() {
        return underWay().size();
    }

    /** Whether no command is on its way through a bash, whoever wants it. */
    boolean isAtRest() {
        return running.isEmpty() && refused.isEmpty();
    }

    /** Those that somebody has asked for and that have not ended. */
    List<ShellJob> underWay() {
        return Stream.concat(running.stream().map(SoloRun::job), refused.stream())
                .filter(ShellJob::isAskedFor)
                .toList();
    }

    void run(ShellJob job) {
        var run = SoloRun.begin(job, bashes, owner.self(), owner::heard);
        running.add(run);
        withBash.add(run);
        owner.arm(job, job.command().timeout());
        launchAhead();
    }

    private void runOwn(ShellCommand command, Consumer<String> output) {
        var said = new CollectedOutput();
        run(new ShellJob(command, said, OutputSink.nowhere(), reply -> {
            if (reply instanceof ShellReply.Finished(var status) && status == 0) {
                output.accept(said.text());
            }
        }));
    }

    /** If it cannot be, the next command finds out why. */
    private void launchAhead() {
        if (bashes.lackSome()) {
            owner.self().onPlatformThread("bash", bashes::launchAhead);
        }
    }

    /** Takes note of what becomes of a command; it may be one that nobody waits for any more. */
    void heard(SoloRun.News news) {
        var run = news.run();
        var job = run.job();
        switch (news) {
            case SoloRun.Advanced(var its, var progress) -> advanced(run, progress);
            case SoloRun.NoInput none -> enforcement.cancel(job);
            case SoloRun.BashEnded ended -> {
                if (withBash.remove(run)) {
                    watch(run);
                    runOneRefused();
                }
            }
            case SoloRun.NotLaunched(var its, var why) -> {
                withBash.remove(run);
                notLaunched(run, why);
            }
            case SoloRun.OutputEnded(var its, var bash) -> {
                if (run.outputEnded()) {
                    lingering.remove(run);
                    owner.self().onThread("end of a command", () -> bashes.ended(bash));
                    silent(run);
                }
            }
        }
    }

    private void notLaunched(SoloRun run, IOException why) {
        if (why instanceof LaunchRefused && running.contains(run) && mayStillBeLaunched()) {
            forget(run);
            refused.add(run.job());
            makeRoom();
            owner.retryLater();
        } else {
            interrupt(run, "the guest does not start a bash for it: " + why.getMessage());
        }
    }

    /** A guest needs a moment after a bash has ended until it starts another. */
    private boolean mayStillBeLaunched() {
        refusals = withBash.isEmpty() ? refusals + 1 : 0;
        return refusals < MOST_REFUSALS;
    }

    /** If no bash is about to end, what the oldest command has left behind is heard no more. */
    private void makeRoom() {
        var ending = new HashSet<>(withBash);
        ending.removeAll(running);
        ending.removeAll(lingering);
        if (ending.isEmpty()) {
            lingering.stream().findFirst().ifPresent(oldest -> {
                lingering.remove(oldest);
                owner.self().onThread("end of a command", oldest::letGo);
            });
        }
    }

    /** Begins one of the commands that the guest has refused, once more. */
    void retry() {
        runOneRefused();
        if (!refused.isEmpty()) {
            owner.retryLater();
        }
    }

    private void runOneRefused() {
        Optional.ofNullable(refused.poll()).ifPresent(this::run);
    }

    private void watch(SoloRun run) {
        if (running.contains(run)) {
            owner.watch(run);
        }
    }

    private void advanced(SoloRun run, Progress progress) {
        var job = run.job();
        switch (progress) {
            case Progress.Begun(var group) -> {
                job.begun(group);
                refusals = 0;
                enforcement.begun(job);
            }
            case Progress.Unwanted.INSTANCE -> enforcement.cancel(job);
            case Progress.Over over -> {
                if (over.isVacant()) {
                    vacate(run);
                }
                if (running.contains(run)) {
                    forget(run);
                    if (run.isHeard()) {
                        lingering.add(run);
                    }
                    job.finish(over);
                }
            }
        }
    }

    private void vacate(SoloRun run) {
        withBash.remove(run);
        run.vacate();
        runOneRefused();
    }

    /** Its bash is gone and has said nothing of the command's end. */
    void silent(SoloRun run) {
        if (running.contains(run)) {
            if (run.cameTooLate()) {
                forget(run);
                run(run.job());
            } else {
                interrupt(run, "the guest's bash that ran it was killed");
            }
        }
    }

    void overdue(ShellJob job) {
        running.stream()
                .filter(run -> run.job() == job)
                .findAny()
                .ifPresent(run -> enforcement.overdue(job, () -> forget(run)));
    }

    void cancel(Asker replyTo) {
        running.stream().map(SoloRun::job).filter(job -> job.isFor(replyTo)).toList().forEach(enforcement::cancel);
        refused.stream().filter(job -> job.isFor(replyTo)).toList().forEach(job -> {
            refused.remove(job);
            job.interrupt("it was cancelled before it began");
        });
    }

    /** Looks whether commands have left processes behind, and tells of those that are new. */
    void lookForLeftovers(Consumer<LeftBehind> found) {
        var groups = lingering.stream().flatMapToLong(run -> run.job().group().stream()).boxed().toList();
        leftovers.inGroups(groups)
                .ifPresent(look -> runOwn(new ShellCommand(look, OWN_PATIENCE),
                        said -> leftovers.news(said).forEach(found)));
    }

    void interruptAll(String why) {
        Set.copyOf(running).forEach(run -> interrupt(run, why));
        refused.forEach(job -> job.interrupt(why));
        refused.clear();
    }

    /** Interrupts all commands, and ends them in the guest as far as they have begun; then calls {@code done}. */
    void endAll(String why, Runnable done) {
        var groups = running.stream().flatMapToLong(run -> run.job().group().stream()).boxed().toList();
        interruptAll(why);
        if (groups.isEmpty()) {
            done.run();
        } else {
            run(new ShellJob(Enforcement.ending(groups), OutputSink.nowhere(), OutputSink.nowhere(),
                    reply -> done.run()));
        }
    }

    private void interrupt(SoloRun run, String why) {
        if (running.contains(run)) {
            forget(run);
            run.job().interrupt(why);
        }
    }

    private void forget(SoloRun run) {
        owner.forget(run);
        running.remove(run);
    }

    @Override
    public void close() {
        bashes.close();
    }
}
