package dev.espalier.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.supervision.StartReply;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a machine's actor understands. What is asked of it is answered through a promise, always: with a result, or with
 * the {@link dev.espalier.error.EspalierException} that says why there is none.
 */
sealed interface MachineMessage {

    /** Asked by the machine's users. */
    sealed interface Question extends MachineMessage {}

    /** Heard of the machine. */
    sealed interface News extends MachineMessage {}

    /** What means something else in each state of the machine. */
    sealed interface Turn extends News {}

    /** What means the same as long as the machine lives. */
    sealed interface Report extends News {}

    /** Starts it, unless it runs. Answered when its process runs. */
    record Start(ResetPolicy resets, CompletableFuture<Void> reply) implements Question {}

    /**
     * Has its next life begin with a snapshot, after ending this one. Answered when its guest answers.
     *
     * @param snapshot where what its backend has kept is
     */
    record Restore(Path snapshot, ResetPolicy resets, CompletableFuture<Void> reply) implements Question {}

    /** Starts it, unless it runs. Answered when its guest answers. */
    record Connect(CompletableFuture<Void> reply) implements Question {}

    /** Runs a command, after starting the machine if need be. Answered with its exit status. */
    record Execute(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr,
            CompletableFuture<Integer> reply) implements Question {}

    /** Ends a command, which is answered all the same. */
    record Cancel(Execute command) implements Question {}

    /** Uses what the machine can do beyond commands. Does not start it. */
    record Use<C extends Capability, T>(Class<C> type, Function<C, CompletionStage<T>> call,
            CompletableFuture<T> reply) implements Question {
        /** What a person calls the capability. */
        String name() {
            return type.getSimpleName();
        }
    }

    /** The same of what can be done with the machine while it is down. It is not started before that is over. */
    record UseAtRest(Use<?, ?> use) implements Question {}

    /** Has the guest power itself off. Answered when the machine is down. */
    record PowerOff(CompletableFuture<Void> reply) implements Question {}

    /** Answered with why its guest has rebooted: of a reboot that nobody was told of yet, or else of the next. */
    record AwaitReboot(CompletableFuture<Optional<RebootReason>> reply) implements Question {}

    /** Answered at once, or refused; and {@code reboot} with why its guest has rebooted, the next time it does. */
    record AwaitNextReboot(CompletableFuture<Void> reply, CompletableFuture<Optional<RebootReason>> reboot)
            implements
                Question {}

    /** Pulls the plug. Answered when the machine is down. */
    record Crash(CompletableFuture<Void> reply) implements Question {}

    /** The cluster is being closed: from now on the machine's end is wanted. */
    enum Leave implements Question {
        INSTANCE
    }

    /** Answered when the machine is down, whoever brought it down in good order. */
    record AwaitDown(CompletableFuture<Void> reply) implements Question {}

    /**
     * Something happened to the machine.
     *
     * @param life in which of its lives, counted by its actor: a process that was killed may tell of its end when the
     *             next one runs
     */
    record Happened(long life, MachineEvent event) implements Turn {}

    /** The supervisor answers for the machine's tree. */
    record TreeAnswered(StartReply reply) implements Report {}

    /** The supervisor has ended the machine's tree, as it was told, or there was none. */
    enum TreeEnded implements Report {
        INSTANCE
    }

    /** A supervisor in the machine's tree has given up, which is the end of the tree. */
    record TreeGivenUp(String why) implements Report {}

    /** The machine's tree is no more. */
    enum TreeGone implements Turn {
        INSTANCE
    }

    /** The guest answers for a command. */
    record CommandAnswered(Execute execute, ShellReply reply) implements Report {}

    /** A command was interrupted some time ago, and nobody has told of the machine's end. */
    record CommandLapsed(Execute execute, String why) implements Report {}

    /** The guest answers, or does not, whether it lives on after {@code execute} was interrupted. */
    record LifeAsked(Execute execute, String why, ShellReply reply) implements Report {}

    /** What spoke to the guest's shell is no more, however it ended. */
    record ShellGone(ActorRef<GuestShell> shell) implements Turn {}

    /** The guest of this boot went down, and what tells why has been heard by now. */
    record Fallen(Boot boot) implements Turn {}

    /** The guest of this boot should have answered by now. */
    record Overdue(Boot boot) implements Report {}

    /** What was done with the machine while it is down is over. */
    enum RestOver implements Report {
        INSTANCE
    }

    /** A machine that comes back has been down for long enough. */
    enum Revive implements Report {
        INSTANCE
    }
}
