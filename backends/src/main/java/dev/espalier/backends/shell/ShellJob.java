package dev.espalier.backends.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One command on a lane, from its request to its reply. */
final class ShellJob {

    /** How far it has come to being ended by force. */
    enum Force {
        NONE,
        ASKED,
        KILLED
    }

    /** Whether it has kept to its time. */
    private enum Limit {
        KEPT,
        EXCEEDED
    }

    private final String marker = Markers.random();
    private final ShellCommand command;
    private final ShellInput input;
    private final OutputSink stdout;
    private final OutputSink stderr;
    private final InputTransfer transfer;
    private final Optional<Asker> asker;
    private final Asker reply;
    private OptionalLong group = OptionalLong.empty();
    private Force force = Force.NONE;
    private Limit limit = Limit.KEPT;

    /** What somebody has asked for. */
    ShellJob(GuestShell.Execute execute) {
        this(execute.command(), execute.input(), execute.stdout(), execute.stderr(), Optional.of(execute.replyTo()),
                execute.replyTo());
    }

    /** A command of the host's own. */
    ShellJob(ShellCommand command, OutputSink stdout, OutputSink stderr, Asker reply) {
        this(command, ShellInput.none(), stdout, stderr, Optional.empty(), reply);
    }

    private ShellJob(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr,
            Optional<Asker> asker, Asker reply) {
        this.asker = asker;
        this.command = command;
        this.input = input;
        this.stdout = stdout;
        this.stderr = stderr;
        this.transfer = new InputTransfer(input);
        this.reply = reply;
    }

    String marker() {
        return marker;
    }

    ShellCommand command() {
        return command;
    }

    ShellInput input() {
        return input;
    }

    OutputSink stdout() {
        return stdout;
    }

    OutputSink stderr() {
        return stderr;
    }

    InputTransfer transfer() {
        return transfer;
    }

    Force force() {
        return force;
    }

    void force(Force now) {
        force = now;
    }

    /** Notes that its time is up. */
    void isLate() {
        limit = Limit.EXCEEDED;
    }

    /** Whether it is not one of the host's own. */
    boolean isAskedFor() {
        return asker.isPresent();
    }

    /** Whether this is the command whose reply is expected there. */
    boolean isFor(Asker replyTo) {
        return asker.filter(replyTo::equals).isPresent();
    }

    /** The process group that it runs in, as soon as that is known. */
    OptionalLong group() {
        return group;
    }

    /** @param processGroup that it runs in */
    void begun(long processGroup) {
        group = OptionalLong.of(processGroup);
    }

    /** Replies with what came of it. */
    void finish(Progress.Over over) {
        Optional<IOException> sink = over.stdout().failure().or(() -> over.stderr().failure());
        if (sink.isPresent()) {
            end(new ShellReply.OutputRefused(sink.get()));
        } else {
            end(withoutInput().orElseGet(() -> new ShellReply.Finished(switch (limit) {
                case KEPT -> (int) over.stdout().number();
                case EXCEEDED -> ShellReply.TIMED_OUT;
            })));
        }
    }

    /** Replies that it was interrupted, or why its input could not be had. */
    void interrupt(String why) {
        end(withoutInput().orElseGet(() -> new ShellReply.Interrupted(why)));
    }

    private Optional<ShellReply> withoutInput() {
        return transfer.failure().map(ShellReply.InputFailed::new);
    }

    void noAnswer(Duration waited) {
        end(new ShellReply.NoAnswer(waited));
    }

    private void end(ShellReply answer) {
        transfer.forget();
        reply.tell(answer);
    }
}
