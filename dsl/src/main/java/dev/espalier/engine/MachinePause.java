package dev.espalier.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.engine.MachineMessage.AwaitDown;
import dev.espalier.engine.MachineMessage.AwaitNextReboot;
import dev.espalier.engine.MachineMessage.AwaitReboot;
import dev.espalier.engine.MachineMessage.Cancel;
import dev.espalier.engine.MachineMessage.Connect;
import dev.espalier.engine.MachineMessage.Crash;
import dev.espalier.engine.MachineMessage.Execute;
import dev.espalier.engine.MachineMessage.Leave;
import dev.espalier.engine.MachineMessage.News;
import dev.espalier.engine.MachineMessage.PowerOff;
import dev.espalier.engine.MachineMessage.Restore;
import dev.espalier.engine.MachineMessage.Revive;
import dev.espalier.engine.MachineMessage.Start;
import dev.espalier.engine.MachineMessage.Use;
import dev.espalier.engine.MachineMessage.UseAtRest;
import dev.espalier.error.Death;
import dev.espalier.error.EspalierException;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.error.MachineRunning;
import dev.espalier.error.RebootNotAllowed;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A machine between two lives: what it is asked waits for the next one. */
final class MachinePause {

    /** What comes after it. */
    interface Sequel {

        /** @param waiting what the next life begins with */
        Behavior<MachineMessage> again(ResetPolicy resets, Waiting waiting);

        /** As {@link #again}, with a snapshot. */
        Behavior<MachineMessage> restored(Restore restore, Waiting waiting);

        /** Nobody wants it to be started again. */
        Behavior<MachineMessage> off();
    }

    /**
     * What waits for the next life.
     *
     * @param commands not sent yet
     * @param starts   to be answered when its process runs
     * @param guests   to be answered when its guest does
     */
    record Waiting(Commands commands, List<CompletableFuture<Void>> starts, List<CompletableFuture<Void>> guests) {
        Waiting(Commands commands) {
            this(commands, new ArrayList<>(), new ArrayList<>());
        }

        private void fail(Supplier<? extends EspalierException> why) {
            commands.fail(why);
            starts.forEach(reply -> reply.completeExceptionally(why.get()));
            guests.forEach(reply -> reply.completeExceptionally(why.get()));
        }
    }

    private final String machine;
    private final ResetPolicy resets;
    private final Waiting waiting;
    private final Sequel next;

    /** @param resets of the life before, and of the next unless it is started with others */
    MachinePause(String machine, ResetPolicy resets, Waiting waiting, Sequel next) {
        this.machine = machine;
        this.resets = resets;
        this.waiting = waiting;
        this.next = next;
    }

    Behavior<MachineMessage> waiting() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Revive.INSTANCE -> next.again(resets, waiting);
            case Start(var other, var reply) -> {
                waiting.starts().add(reply);
                yield next.again(other, waiting);
            }
            case Restore restore -> next.restored(restore, waiting);
            case Connect(var reply) -> {
                waiting.guests().add(reply);
                yield Behaviors.same();
            }
            case Execute execute -> {
                waiting.commands().add(execute);
                yield Behaviors.same();
            }
            case Cancel(var command) -> {
                waiting.commands().cancel(command);
                yield Behaviors.same();
            }
            case Use<?, ?> use -> MachineLife.fail(use.reply(), new MachineNotRunning(machine, use.name()));
            case UseAtRest(var use) -> MachineLife.fail(use.reply(), new MachineRunning(machine, use.name()));
            case AwaitReboot(var reply) -> MachineLife.fail(reply, RebootNotAllowed.notRunning(machine));
            case AwaitNextReboot(var reply, var reboot) ->
                MachineLife.fail(reply, RebootNotAllowed.notRunning(machine));
            case PowerOff(var reply) -> unwanted(reply);
            case Crash(var reply) -> unwanted(reply);
            case AwaitDown(var reply) -> MachineLife.done(reply);
            case Leave.INSTANCE -> next.off();
            case News late -> Behaviors.same();
        });
    }

    private Behavior<MachineMessage> unwanted(CompletableFuture<Void> reply) {
        waiting.fail(() -> new MachineDied(machine, new Death.Stopped(), List.of(), List.of()));
        reply.complete(null);
        return next.off();
    }
}
