package dev.espalier.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.engine.MachineMessage.AwaitDown;
import dev.espalier.engine.MachineMessage.AwaitNextReboot;
import dev.espalier.engine.MachineMessage.AwaitReboot;
import dev.espalier.engine.MachineMessage.Cancel;
import dev.espalier.engine.MachineMessage.CommandAnswered;
import dev.espalier.engine.MachineMessage.CommandLapsed;
import dev.espalier.engine.MachineMessage.Connect;
import dev.espalier.engine.MachineMessage.Crash;
import dev.espalier.engine.MachineMessage.Execute;
import dev.espalier.engine.MachineMessage.Fallen;
import dev.espalier.engine.MachineMessage.Happened;
import dev.espalier.engine.MachineMessage.Leave;
import dev.espalier.engine.MachineMessage.LifeAsked;
import dev.espalier.engine.MachineMessage.Overdue;
import dev.espalier.engine.MachineMessage.PowerOff;
import dev.espalier.engine.MachineMessage.Report;
import dev.espalier.engine.MachineMessage.RestOver;
import dev.espalier.engine.MachineMessage.Restore;
import dev.espalier.engine.MachineMessage.Revive;
import dev.espalier.engine.MachineMessage.ShellGone;
import dev.espalier.engine.MachineMessage.Start;
import dev.espalier.engine.MachineMessage.TreeAnswered;
import dev.espalier.engine.MachineMessage.TreeEnded;
import dev.espalier.engine.MachineMessage.TreeGivenUp;
import dev.espalier.engine.MachineMessage.TreeGone;
import dev.espalier.engine.MachineMessage.Turn;
import dev.espalier.engine.MachineMessage.Use;
import dev.espalier.engine.MachineMessage.UseAtRest;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.MachineRunning;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.StartReply;
import dev.espalier.runtime.supervision.TerminateReply;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.japi.function.Function;

/**
 * One life of a machine, from its start to its end: gives commands to the guest, and ends whatever waits when it ends.
 *
 * <p>Long, as its states stand together, each with an answer to every message there is; what they do is elsewhere, in
 * {@link Boot}, {@link Commands} and {@link Endings}.
 */
final class MachineLife {

    /** What the machine does after this life. */
    interface Afterlife {

        /** It went down as it was to. */
        Behavior<MachineMessage> off();

        /**
         * It went down, and nobody wanted that; those who listen are told.
         *
         * @param resets as this life took them
         */
        Behavior<MachineMessage> dead(ResetPolicy resets, Supplier<MachineDied> how);

        /** Its guest powered itself off, without anybody asking for it. */
        Behavior<MachineMessage> poweredOff(ResetPolicy resets, Supplier<MachineDied> how);

        /** It was ended for another that begins with a snapshot; its tree is still coming down. */
        Behavior<MachineMessage> restoring(Restore restore);

        /** This life did not begin, and who waited for it knows. */
        Behavior<MachineMessage> notStarted(ResetPolicy resets, Supplier<MachineDied> why);
    }

    private static final Duration POWER_OFF = Duration.ofMinutes(1);

    /** What tells of one fall comes on several ways, and all of it within this time. */
    private static final Duration ALL_SIGNS = Duration.ofMillis(100);

    private final ActorContext<MachineMessage> context;
    private final TimerScheduler<MachineMessage> timers;
    private final Child self;
    private final MachineSetup setup;
    private final ConsoleEvidence evidence;
    private final Boot boot;
    private final Endings endings;
    private final Afterlife next;
    private Optional<ActorRef<?>> running = Optional.empty();

    MachineLife(ActorContext<MachineMessage> context, TimerScheduler<MachineMessage> timers, Child self,
            MachineSetup setup, ConsoleEvidence evidence, Boot boot, Afterlife next) {
        this.context = context;
        this.timers = timers;
        this.self = self;
        this.setup = setup;
        this.evidence = evidence;
        this.boot = boot;
        this.endings = new Endings(setup, boot, evidence);
        this.next = next;
        awaitGuest();
    }

    /** What it does from its start on. */
    Behavior<MachineMessage> up() {
        return running(turn -> switch (turn) {
            case Happened(var life, var event) -> life == boot.life() ? happened(event) : Behaviors.same();
            case ShellGone(var shell) -> shellGone(shell);
            case Fallen late -> Behaviors.same();
            case TreeGone.INSTANCE -> ended();
        });
    }

    /** The guest went down and will come up again. It is sent nothing before another boot of it answers. */
    private Behavior<MachineMessage> rebooting(Fall fall) {
        return running(turn -> switch (turn) {
            case Happened(var life, var event) ->
                life == boot.life() ? happened(fall, event) : Behaviors.same();
            case ShellGone late -> Behaviors.same();
            case Fallen fallen ->
                fallen.boot() == boot ? interrupted(evidence.reason(fall, boot.reboots().since())) : Behaviors.same();
            case TreeGone.INSTANCE -> ended();
        });
    }

    /** As long as nobody wants the machine to be down. */
    private Behavior<MachineMessage> running(Function<Turn, Behavior<MachineMessage>> onTurn) {
        return living(message -> switch (message) {
            case Start(var resets, var reply) when running.isPresent() -> done(reply);
            case Start(var resets, var reply) -> {
                boot.awaitProcess(reply);
                yield Behaviors.same();
            }
            case Restore restore -> restore(restore);
            case Connect(var reply) -> {
                boot.awaitGuest(reply);
                yield Behaviors.same();
            }
            case Execute execute -> {
                boot.commands().add(execute);
                yield Behaviors.same();
            }
            case Cancel(var command) -> {
                boot.commands().cancel(command);
                yield Behaviors.same();
            }
            case Use<?, ?> use -> {
                boot.capabilityCalls().begin(use);
                yield Behaviors.same();
            }
            case UseAtRest(var use) -> fail(use.reply(), new MachineRunning(setup.name(), use.name()));
            case AwaitReboot(var reply) -> {
                boot.reboots().await(reply);
                yield Behaviors.same();
            }
            case AwaitNextReboot(var reply, var reboot) -> {
                boot.reboots().awaitNext(reply, reboot);
                yield Behaviors.same();
            }
            case PowerOff(var reply) -> powerOff(reply);
            case Crash(var reply) -> crash(reply);
            case AwaitDown(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Leave.INSTANCE -> leaving();
            case Turn turn -> onTurn.apply(turn);
            case Report report -> hear(report);
        });
    }

    /** The machine is on its way down because the test wants it. */
    private Behavior<MachineMessage> leaving() {
        return living(message -> switch (message) {
            case Start(var resets, var reply) -> refuse(reply);
            case Restore(var snapshot, var resets, var reply) -> refuse(reply);
            case Connect(var reply) -> refuse(reply);
            case Execute execute -> refuse(execute.reply());
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> refuse(use.reply());
            case UseAtRest(var use) -> fail(use.reply(), new MachineRunning(setup.name(), use.name()));
            case AwaitReboot(var reply) -> refuse(reply);
            case AwaitNextReboot(var reply, var reboot) -> refuse(reply);
            case PowerOff(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Crash(var reply) -> crash(reply);
            case AwaitDown(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Leave.INSTANCE -> Behaviors.same();
            case Happened(var life, var event) -> life == boot.life() ? happenedLast(event) : Behaviors.same();
            case ShellGone(var shell) -> {
                boot.commands().gone(shell);
                yield Behaviors.same();
            }
            case Fallen late -> Behaviors.same();
            case TreeGone.INSTANCE -> down(new Death.Stopped());
            case Report report -> hear(report);
        });
    }

    private Behavior<MachineMessage> living(Function<MachineMessage, Behavior<MachineMessage>> onMessage) {
        return Behaviors.receive((actor, message) -> onMessage.apply(message), (actor, signal) -> {
            if (signal instanceof PostStop) {
                endings.closed();
            }
            return Behaviors.same();
        });
    }

    private Behavior<MachineMessage> refuse(CompletableFuture<?> reply) {
        return fail(reply, new MachineDied(setup.name(), new Death.Stopped(), List.of(), List.of()));
    }

    private Behavior<MachineMessage> hear(Report report) {
        return switch (report) {
            case TreeAnswered(var reply) -> treeAnswered(reply);
            case CommandAnswered(var command, var reply) -> {
                boot.commands().answered(command, reply);
                yield Behaviors.same();
            }
            case CommandLapsed(var command, var why) -> {
                boot.commands().lapsed(command, why);
                yield Behaviors.same();
            }
            case LifeAsked(var command, var why, var reply) -> {
                boot.commands().asked(command, why, reply);
                yield Behaviors.same();
            }
            case Overdue overdue -> {
                if (overdue.boot() == boot) {
                    endings.overdue();
                }
                yield Behaviors.same();
            }
            case RestOver.INSTANCE -> Behaviors.same();
            case Revive.INSTANCE -> Behaviors.same();
            case TreeEnded.INSTANCE -> Behaviors.same();
            case TreeGivenUp(var why) -> {
                boot.givenUp(why);
                yield Behaviors.same();
            }
        };
    }

    private Behavior<MachineMessage> treeAnswered(StartReply reply) {
        if (reply instanceof StartReply.Started(var tree, var info)) {
            context.watchWith(tree, TreeGone.INSTANCE);
            running = Optional.of(tree);
            boot.processRuns();
        }
        return MachineTree.failure(reply).map(this::notStarted).orElseGet(Behaviors::same);
    }

    private Behavior<MachineMessage> notStarted(String why) {
        timers.cancel(Overdue.class);
        endings.notStarted(why);
        return next.notStarted(boot.reboots().policy(), endings.of(new Death.GivenUp(why)));
    }

    private Behavior<MachineMessage> happened(MachineEvent event) {
        boot.note(event);
        return switch (event) {
            case MachineEvent.ShellConnected(var shell, var bootId) when boot.reboots().isNext(bootId) ->
                rebooted(boot.unseen(now()), shell, bootId);
            case MachineEvent.ShellConnected(var shell, var bootId) -> {
                timers.cancel(Overdue.class);
                setup.listener().ready(setup.name(), boot.age(now()));
                boot.reboots().answers(bootId, now());
                boot.connected(shell);
                yield Behaviors.same();
            }
            case MachineEvent.ShellDisconnected(var shell) -> {
                boot.commands().disconnected(shell);
                awaitGuest();
                yield Behaviors.same();
            }
            case MachineEvent.LeftBehind(var process, var pid) -> {
                setup.listener().leftBehind(setup.name(), process, pid);
                yield Behaviors.same();
            }
            case MachineEvent.GuestReset reset -> fallen(event);
            case MachineEvent.HostReset reset -> fallen(event);
            case MachineEvent.WatchdogFired fired -> fallen(event);
            case MachineEvent.GuestPanicked panicked -> fallen(event);
            case MachineEvent.ConnectionLost(var why) -> {
                boot.outOfSight(why, now());
                yield Behaviors.same();
            }
            case MachineEvent.ProcessStarted started -> Behaviors.same();
            case MachineEvent.ProcessExited exited -> Behaviors.same();
            case MachineEvent.ProcessSaid said -> Behaviors.same();
            case MachineEvent.PortsMade made -> {
                setup.portsMade().run();
                yield Behaviors.same();
            }
            case MachineEvent.GuestPoweredOff off -> Behaviors.same();
        };
    }

    private Behavior<MachineMessage> shellGone(ActorRef<GuestShell> shell) {
        if (boot.commands().areServedBy(shell)) {
            awaitGuest();
        }
        boot.commands().gone(shell);
        return Behaviors.same();
    }

    private Behavior<MachineMessage> fallen(MachineEvent event) {
        return boot.reboots().areAllowed()
                ? Fall.toldBy(event, now()).map(this::fallen).orElseGet(Behaviors::same)
                : Behaviors.same();
    }

    private Behavior<MachineMessage> fallen(Fall fall) {
        boot.commands().hold();
        timers.startSingleTimer(Fallen.class, new Fallen(boot), ALL_SIGNS);
        awaitGuest();
        setup.listener().rebooting(setup.name());
        return rebooting(fall);
    }

    /** Something happened while the guest is down. What the boot that went down may still say is not heard. */
    private Behavior<MachineMessage> happened(Fall fall, MachineEvent event) {
        boot.note(event);
        return event instanceof MachineEvent.ShellConnected(var shell, var bootId) && !boot.reboots().isLast(bootId)
                ? rebooted(fall, shell, bootId)
                : rebooting(fall.then(event, now()));
    }

    /** Something happened while it is on its way down. A guest that came up again instead is told once more. */
    private Behavior<MachineMessage> happenedLast(MachineEvent event) {
        boot.note(event);
        if (event instanceof MachineEvent.ShellConnected(var shell, var bootId)) {
            timers.cancel(Overdue.class);
            if (boot.reboots().isNext(bootId)) {
                tellToPowerOff();
            }
            boot.reboots().answers(bootId, now());
            boot.connected(shell);
        } else if (event instanceof MachineEvent.ShellDisconnected(var shell)) {
            boot.commands().disconnected(shell);
        }
        return Behaviors.same();
    }

    private Behavior<MachineMessage> rebooted(Fall fall, ActorRef<GuestShell> shell, String bootId) {
        timers.cancel(Overdue.class);
        var why = evidence.reason(fall, boot.reboots().since());
        interrupted(why);
        setup.listener().rebooted(setup.name(), why, fall.age(now()));
        boot.rebooted();
        boot.reboots().answers(bootId, now());
        boot.reboots().happened(why);
        boot.connected(shell);
        return up();
    }

    private Behavior<MachineMessage> interrupted(RebootReason why) {
        var console = evidence.of(why);
        boot.commands().failSent(command -> new MachineRebooted(setup.name(), why, command.text(), console));
        return Behaviors.same();
    }

    private void awaitGuest() {
        timers.startSingleTimer(Overdue.class, new Overdue(boot), setup.patience());
    }

    private Instant now() {
        return setup.site().clock().instant();
    }

    private Behavior<MachineMessage> powerOff(CompletableFuture<Void> reply) {
        if (boot.power().isEmpty()) {
            return fail(reply, CapabilityCalls.promiseBroken(setup.name(), Power.class.getSimpleName()));
        }
        boot.awaitEnd(reply);
        tellToPowerOff();
        return leaving();
    }

    private void tellToPowerOff() {
        boot.power()
                .ifPresent(power -> boot.commands()
                        .add(new Execute(new ShellCommand(power.off(), POWER_OFF), ShellInput.none(),
                                OutputSink.nowhere(), OutputSink.nowhere(), new CompletableFuture<>())));
    }

    private Behavior<MachineMessage> crash(CompletableFuture<Void> reply) {
        boot.awaitEnd(reply);
        MachineTree.end(self, context.getSystem().ignoreRef());
        return leaving();
    }

    private Behavior<MachineMessage> restore(Restore restore) {
        timers.cancel(Overdue.class);
        timers.cancel(Fallen.class);
        running.ifPresent(context::unwatch);
        endings.restored();
        MachineTree.end(self, context.messageAdapter(TerminateReply.class, ended -> TreeEnded.INSTANCE));
        return next.restoring(restore);
    }

    private Behavior<MachineMessage> ended() {
        timers.cancel(Overdue.class);
        return switch (boot.death()) {
            case Death.PoweredOff off -> {
                endings.down(off);
                yield next.poweredOff(boot.reboots().policy(), endings.of(off));
            }
            case Death death -> died(death);
        };
    }

    /** Who listens knows before those do who wait: what they find out of the machine then is true. */
    private Behavior<MachineMessage> died(Death death) {
        var how = endings.of(death);
        var after = next.dead(boot.reboots().policy(), how);
        endings.died(how);
        return after;
    }

    private Behavior<MachineMessage> down(Death death) {
        timers.cancel(Overdue.class);
        endings.down(death);
        return next.off();
    }

    static Behavior<MachineMessage> done(CompletableFuture<Void> reply) {
        reply.complete(null);
        return Behaviors.same();
    }

    static Behavior<MachineMessage> fail(CompletableFuture<?> reply, RuntimeException why) {
        reply.completeExceptionally(why);
        return Behaviors.same();
    }
}
