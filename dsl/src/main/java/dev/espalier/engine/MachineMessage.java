package dev.espalier.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.runtime.supervision.StartReply;

/**
 * What a machine's actor understands. What is asked of it is answered through a promise, always: with a result, or with
 * the {@link dev.espalier.error.EspalierException} that says why there is none.
 */
sealed interface MachineMessage {

    /** Asked by the machine's users. */
    sealed interface Question extends MachineMessage {}

    /** Heard of the machine. */
    sealed interface News extends MachineMessage {}

    /** Starts it, unless it runs. Answered when its process runs. */
    record Start(CompletableFuture<Void> reply) implements Question {}

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

    /** Has the guest power itself off. Answered when the machine is down. */
    record PowerOff(CompletableFuture<Void> reply) implements Question {}

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
    record Happened(long life, MachineEvent event) implements News {}

    /** The supervisor answers for the machine's tree. */
    record TreeAnswered(StartReply reply) implements News {}

    /** The machine's tree is no more. */
    enum TreeGone implements News {
        INSTANCE
    }

    /** The guest answers for a command. */
    record CommandAnswered(Execute execute, ShellReply reply) implements News {}

    /** A command was interrupted some time ago, and the machine lives on. */
    record CommandLapsed(Execute execute, String why) implements News {}

    /** The guest of this boot should have answered by now. */
    record Overdue(Boot boot) implements News {}
}
