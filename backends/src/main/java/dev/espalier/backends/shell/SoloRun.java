package dev.espalier.backends.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Child;

/**
 * One command in a bash that it has to itself. Output is passed on by the threads that read it; all else happens in the actor
 * that began this.
 */
final class SoloRun {
    /** What the threads tell that actor. */
    sealed interface News {
        SoloRun run();
    }

    record Advanced(SoloRun run, Progress progress) implements News {}

    /** What the command was to read could not be had. */
    record NoInput(SoloRun run) implements News {}

    /** One of the outputs ended, and everything that was said there has been passed on. */
    record OutputEnded(SoloRun run, SoloBash bash) implements News {}

    /** The bash has ended; what it has said may still be on its way. */
    record BashEnded(SoloRun run) implements News {}

    /** There is no bash for the command. */
    record NotLaunched(SoloRun run, IOException why) implements News {}

    private static final int CHUNK = 64 * 1024;
    private static final int OUTPUTS = 2;

    private final ShellJob job;
    private final Bashes bashes;
    private final Optional<SoloBash> ahead;
    private final Child owner;
    private final Consumer<News> listener;
    private volatile Optional<SoloBash> own = Optional.empty();
    private int openOutputs = OUTPUTS;

    private SoloRun(ShellJob job, Bashes bashes, Child owner, Consumer<News> listener) {
        this.job = job;
        this.bashes = bashes;
        this.ahead = bashes.ahead();
        this.owner = owner;
        this.listener = listener;
    }

    /** Runs {@code job} in a bash that waits for a command, or else in a new one. */
    static SoloRun begin(ShellJob job, Bashes bashes, Child owner, Consumer<News> listener) {
        var run = new SoloRun(job, bashes, owner, listener);
        owner.onPlatformThread("command", run::run);
        return run;
    }

    ShellJob job() {
        return job;
    }

    /** Whether nothing has become of it because the bash that waited for it was gone: it can be begun again. */
    boolean cameTooLate() {
        return ahead.isPresent() && job.group().isEmpty();
    }

    private void run() {
        SoloBash bash;
        try {
            bash = ahead.isPresent() ? ahead.get() : bashes.launch();
        } catch (IOException e) {
            listener.accept(new NotLaunched(this, e));
            return;
        }
        own = Optional.of(bash);
        var marks = new OutputMarks(progress -> listener.accept(new Advanced(this, progress)));
        read(bash, bash.program().stdout(), Framing.ofStdout(job.marker(), job.stdout(), marks::heardOut));
        read(bash, bash.program().stderr(), Framing.ofStderr(job.marker(), job.stderr(), marks::heardErr));
        bash.onEnd(() -> listener.accept(new BashEnded(this)));
        write(bash);
    }

    /** That something cannot be written is no news: a bash that is gone says so by its end. */
    private void write(SoloBash bash) {
        try {
            var input = bash.program().stdin();
            input.write(ShellRequest.of(job.marker(), job.command(), job.input()));
            input.flush();
            job.transfer().writeTo(input);
            input.flush();
        } catch (IOException e) {
            if (job.transfer().failure().isPresent()) {
                listener.accept(new NoInput(this));
            }
        }
    }

    private void read(SoloBash bash, InputStream output, Framing framing) {
        owner.onPlatformThread("output of a command", () -> {
            passOn(output, framing);
            if (!framing.isVacant()) {
                Closing.quietly(output);
                listener.accept(new OutputEnded(this, bash));
            }
        });
    }

    private static void passOn(InputStream output, Framing framing) {
        var buffer = new byte[CHUNK];
        try {
            var count = output.read(buffer);
            while (count >= 0) {
                framing.accept(Arrays.copyOf(buffer, count));
                count = framing.isVacant() ? -1 : output.read(buffer);
            }
        } catch (IOException e) {
            // as good an end as the orderly one
        }
    }

    /** Leaves its bash, which waits for a command, to another one. */
    void vacate() {
        openOutputs = 0;
        own.ifPresent(bashes::vacant);
    }

    /** Takes note that an output has ended; whether nobody can say anything there any more. */
    boolean outputEnded() {
        openOutputs--;
        return !isHeard();
    }

    /** Hears no more of what the command has left behind. */
    void letGo() {
        own.ifPresent(SoloBash::close);
    }

    /** Whether somebody in the guest may still say something there. */
    boolean isHeard() {
        return openOutputs > 0;
    }
}
