package dev.espalier.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.engine.MachineMessage.AwaitDown;
import dev.espalier.engine.MachineMessage.Cancel;
import dev.espalier.engine.MachineMessage.CommandAnswered;
import dev.espalier.engine.MachineMessage.CommandLapsed;
import dev.espalier.engine.MachineMessage.Connect;
import dev.espalier.engine.MachineMessage.Crash;
import dev.espalier.engine.MachineMessage.Execute;
import dev.espalier.engine.MachineMessage.Happened;
import dev.espalier.engine.MachineMessage.Leave;
import dev.espalier.engine.MachineMessage.News;
import dev.espalier.engine.MachineMessage.Overdue;
import dev.espalier.engine.MachineMessage.PowerOff;
import dev.espalier.engine.MachineMessage.Start;
import dev.espalier.engine.MachineMessage.TreeAnswered;
import dev.espalier.engine.MachineMessage.TreeGone;
import dev.espalier.engine.MachineMessage.Use;
import dev.espalier.error.BootFailed;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.CommandLost;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.runtime.supervision.AutoShutdown;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.StartReply;
import dev.espalier.runtime.supervision.Supervisor;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TerminateReply;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.japi.function.Function;

/**
 * A machine as its users see it: it starts and ends the machine's tree, its sibling under one supervisor, gives commands
 * to the guest when it answers, and ends whatever waits when the machine ends.
 */
final class MachineActor {
    static final String TREE = "tree";

    private static final Duration POWER_OFF = Duration.ofMinutes(1);
    private static final Duration END_OF_MACHINE = Duration.ofSeconds(1);
    private static final RestartIntensity CHANNELS = new RestartIntensity(5, Duration.ofSeconds(10));

    private final ActorContext<MachineMessage> context;
    private final TimerScheduler<MachineMessage> timers;
    private final Child self;
    private final MachineSetup setup;
    private final ConsoleEvidence evidence;
    private long lives;

    private MachineActor(ActorContext<MachineMessage> context, TimerScheduler<MachineMessage> timers, Child self,
            MachineSetup setup) {
        this.context = context;
        this.timers = timers;
        this.self = self;
        this.setup = setup;
        this.evidence = new ConsoleEvidence(setup.site().console());
    }

    /**
     * The start function of a machine's actor.
     *
     * @param address is given the actor's address before it has started
     */
    static ChildStart of(MachineSetup setup, Consumer<ActorRef<MachineMessage>> address) {
        return self -> Behaviors.setup((ActorContext<MachineMessage> context) -> Behaviors.withTimers(timers -> {
            address.accept(context.getSelf());
            self.started();
            return new MachineActor(context, timers, self, setup).off();
        }));
    }

    private Behavior<MachineMessage> off() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Start start -> boot(boot -> boot.awaitProcess(start.reply()));
            case Connect connect -> boot(boot -> boot.awaitGuest(connect.reply()));
            case Execute execute -> boot(boot -> boot.queue(execute));
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> fail(use.reply(), new MachineNotRunning(setup.name(), use.name()));
            case PowerOff(var reply) -> done(reply);
            case Crash(var reply) -> done(reply);
            case AwaitDown(var reply) -> done(reply);
            case Leave.INSTANCE -> Behaviors.same();
            case News late -> Behaviors.same();
        });
    }

    private static Behavior<MachineMessage> done(CompletableFuture<Void> reply) {
        reply.complete(null);
        return Behaviors.same();
    }

    /** Each boot has channels of its own: what still listens for the last one cannot take this one's connections. */
    private Behavior<MachineMessage> boot(Consumer<Boot> request) {
        lives++;
        var life = lives;
        var machine = context.getSelf();
        var site = setup.site().events(event -> machine.tell(new Happened(life, event)));
        var blueprint = setup.backend().blueprint(setup.spec(), site);
        var boot = new Boot(life, site.clock().instant(), blueprint.powerOff(),
                new CapabilityCalls(setup.name(), blueprint.capabilities()));
        request.accept(boot);
        setup.listener().starting(setup.name());
        var answer = context.messageAdapter(StartReply.class, TreeAnswered::new);
        self.supervisor().tell(new Supervisor.StartChild(tree(blueprint), answer));
        timers.startSingleTimer(Overdue.class, new Overdue(boot), setup.patience());
        return up(boot);
    }

    /** The machine's process is significant: its end, and only its end, is the end of the tree. */
    private static ChildSpec tree(Blueprint blueprint) {
        var spec = SupervisorSpec.oneForOne().intensity(CHANNELS).autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
        for (var child : blueprint.children()) {
            spec = spec.child(child);
        }
        return ChildSpec.supervisor(TREE, spec).restart(Restart.TEMPORARY);
    }

    private Behavior<MachineMessage> up(Boot boot) {
        return living(boot, message -> switch (message) {
            case Start(var reply) -> done(reply);
            case Connect(var reply) -> {
                boot.awaitGuest(reply);
                yield Behaviors.same();
            }
            case Execute execute -> {
                boot.queue(execute);
                yield send(boot);
            }
            case Cancel(var command) -> {
                boot.cancel(command);
                yield Behaviors.same();
            }
            case Use<?, ?> use -> {
                boot.capabilityCalls().begin(use);
                yield Behaviors.same();
            }
            case PowerOff(var reply) -> powerOff(boot, reply);
            case Crash(var reply) -> crash(boot, reply);
            case AwaitDown(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Leave.INSTANCE -> leaving(boot);
            case News news -> hear(boot, news, () -> ended(boot));
        });
    }

    /** The machine is on its way down because the test wants it. */
    private Behavior<MachineMessage> leaving(Boot boot) {
        return living(boot, message -> switch (message) {
            case Start(var reply) -> refuse(reply);
            case Connect(var reply) -> refuse(reply);
            case Execute execute -> refuse(execute.reply());
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> refuse(use.reply());
            case PowerOff(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Crash(var reply) -> crash(boot, reply);
            case AwaitDown(var reply) -> {
                boot.awaitEnd(reply);
                yield Behaviors.same();
            }
            case Leave.INSTANCE -> Behaviors.same();
            case News news -> hear(boot, news, () -> down(boot, new Death.Stopped()));
        });
    }

    /** The machine went down without anybody wanting it. It can be started again, but only by its name. */
    private Behavior<MachineMessage> dead(Supplier<MachineDied> how) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Start start -> boot(boot -> boot.awaitProcess(start.reply()));
            case Connect(var reply) -> fail(reply, how.get());
            case Execute execute -> fail(execute.reply(), how.get());
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> fail(use.reply(), how.get());
            case PowerOff(var reply) -> done(reply);
            case Crash(var reply) -> done(reply);
            case AwaitDown(var reply) -> done(reply);
            case Leave.INSTANCE -> Behaviors.same();
            case News late -> Behaviors.same();
        });
    }

    private Behavior<MachineMessage> living(Boot boot,
            Function<MachineMessage, Behavior<MachineMessage>> onMessage) {
        return Behaviors.receive((actor, message) -> onMessage.apply(message), (actor, signal) -> {
            if (signal instanceof PostStop) {
                Supplier<ClusterFailed> why = () -> new ClusterFailed(setup.name() + ": the cluster is closed");
                boot.fail(why);
                boot.endedBadly(why);
                setup.listener().stopped(setup.name());
            }
            return Behaviors.same();
        });
    }

    private <T> Behavior<MachineMessage> refuse(CompletableFuture<T> reply) {
        return fail(reply, new MachineDied(setup.name(), new Death.Stopped(), List.of(), List.of()));
    }

    private static <T> Behavior<MachineMessage> fail(CompletableFuture<T> reply, RuntimeException why) {
        reply.completeExceptionally(why);
        return Behaviors.same();
    }

    private Behavior<MachineMessage> hear(Boot boot, News news, Supplier<Behavior<MachineMessage>> end) {
        return switch (news) {
            case Happened(var life, var event) -> life == boot.life() ? happened(boot, event) : Behaviors.same();
            case TreeAnswered(var reply) -> treeAnswered(boot, reply);
            case TreeGone.INSTANCE -> end.get();
            case CommandAnswered(var execute, var reply) -> commandAnswered(boot, execute, reply);
            case CommandLapsed(var execute, var why) -> lost(boot, execute, why);
            case Overdue overdue -> overdue.boot() == boot ? overdue(boot) : Behaviors.same();
        };
    }

    private Behavior<MachineMessage> treeAnswered(Boot boot, StartReply reply) {
        return switch (reply) {
            case StartReply.Started(var tree, var info) -> {
                context.watchWith(tree, TreeGone.INSTANCE);
                boot.processRuns();
                yield Behaviors.same();
            }
            case StartReply.Failed(var reason) -> notStarted(boot, reason.describe());
            case StartReply.Invalid(var error) -> notStarted(boot, error.describe());
            case StartReply.Ignored ignored -> notStarted(boot, "its supervisor ignores it");
            case StartReply.AlreadyStarted already -> notStarted(boot, "it runs already");
            case StartReply.AlreadyPresent already -> notStarted(boot, "it is there already");
        };
    }

    private Behavior<MachineMessage> notStarted(Boot boot, String why) {
        timers.cancel(Overdue.class);
        var console = evidence.tail();
        Supplier<BootFailed> failure = () -> new BootFailed(setup.name(), why, boot.output(), console);
        boot.fail(failure);
        boot.endedBadly(failure);
        setup.listener().stopped(setup.name());
        return off();
    }

    private Behavior<MachineMessage> happened(Boot boot, MachineEvent event) {
        boot.note(event);
        return switch (event) {
            case MachineEvent.ShellConnected(var shell, var bootId) -> {
                timers.cancel(Overdue.class);
                setup.listener().ready(setup.name(), boot.age(setup.site().clock().instant()));
                boot.connected(shell);
                yield send(boot);
            }
            case MachineEvent.ShellDisconnected(var shell) -> {
                boot.disconnected(shell);
                yield Behaviors.same();
            }
            case MachineEvent.ProcessStarted started -> Behaviors.same();
            case MachineEvent.ProcessExited exited -> Behaviors.same();
            case MachineEvent.ProcessSaid said -> Behaviors.same();
            case MachineEvent.GuestPoweredOff off -> Behaviors.same();
            case MachineEvent.GuestReset reset -> Behaviors.same();
            case MachineEvent.GuestPanicked panicked -> Behaviors.same();
        };
    }

    private Behavior<MachineMessage> send(Boot boot) {
        boot.shell().ifPresent(shell -> {
            for (var next = boot.nextUnsent(); next.isPresent(); next = boot.nextUnsent()) {
                var execute = next.get();
                var replyTo = replies(execute);
                boot.sent(execute, replyTo);
                shell.tell(new GuestShell.Execute(execute.command(), execute.input(), execute.stdout(),
                        execute.stderr(), replyTo));
            }
        });
        return Behaviors.same();
    }

    /** An address for the one reply to one command. */
    private ActorRef<ShellReply> replies(Execute execute) {
        var machine = context.getSelf();
        return context.spawnAnonymous(Behaviors.receiveMessage(reply -> {
            machine.tell(new CommandAnswered(execute, reply));
            return Behaviors.stopped();
        }));
    }

    /** An interrupted command waits a little for the machine's end, which would say more than that of a channel. */
    private Behavior<MachineMessage> commandAnswered(Boot boot, Execute execute, ShellReply reply) {
        return switch (reply) {
            case ShellReply.Finished(var status) -> {
                boot.answered(execute);
                execute.reply().complete(status);
                yield Behaviors.same();
            }
            case ShellReply.OutputRefused(var why) -> lost(boot, execute,
                    "its output could not be passed on: " + why.getMessage());
            case ShellReply.Refused(var why) -> lost(boot, execute, "it never began: " + why);
            case ShellReply.InputFailed(var why) -> lost(boot, execute,
                    "its input could not be had: " + why.getMessage());
            case ShellReply.NoAnswer(var waited) -> lost(boot, execute,
                    "the guest said nothing for " + waited.toSeconds() + " s");
            case ShellReply.Damaged(var how) -> lost(boot, execute, how);
            case ShellReply.Interrupted(var why) -> {
                timers.startSingleTimer(execute, new CommandLapsed(execute, why), END_OF_MACHINE);
                yield Behaviors.same();
            }
        };
    }

    private Behavior<MachineMessage> lost(Boot boot, Execute execute, String why) {
        boot.answered(execute);
        execute.reply()
                .completeExceptionally(
                        new CommandLost(setup.name(), execute.command().text(), why, evidence.tail()));
        return Behaviors.same();
    }

    private Behavior<MachineMessage> powerOff(Boot boot, CompletableFuture<Void> reply) {
        boot.awaitEnd(reply);
        boot.queue(new Execute(new ShellCommand(boot.powerOff(), POWER_OFF), ShellInput.none(), OutputSink.nowhere(),
                OutputSink.nowhere(), new CompletableFuture<>()));
        send(boot);
        return leaving(boot);
    }

    private Behavior<MachineMessage> crash(Boot boot, CompletableFuture<Void> reply) {
        boot.awaitEnd(reply);
        self.supervisor().tell(new Supervisor.TerminateChild(TREE, context.getSystem().<TerminateReply>ignoreRef()));
        return leaving(boot);
    }

    private Behavior<MachineMessage> overdue(Boot boot) {
        var console = evidence.tail();
        boot.fail(() -> new BootFailed(setup.name(),
                "its guest has not answered for " + setup.patience().toSeconds() + " s",
                boot.output(), console));
        return Behaviors.same();
    }

    private Behavior<MachineMessage> ended(Boot boot) {
        return switch (boot.death()) {
            case Death.PoweredOff off -> down(boot, off);
            case Death death -> died(boot, death);
        };
    }

    private Behavior<MachineMessage> down(Boot boot, Death death) {
        timers.cancel(Overdue.class);
        var console = evidence.tail();
        boot.fail(() -> new MachineDied(setup.name(), death, boot.output(), console));
        setup.listener().stopped(setup.name());
        boot.ended();
        return off();
    }

    private Behavior<MachineMessage> died(Boot boot, Death death) {
        timers.cancel(Overdue.class);
        var console = evidence.of(death);
        Supplier<MachineDied> how = () -> new MachineDied(setup.name(), death, boot.output(), console);
        setup.listener().died(setup.name(), how.get());
        boot.fail(how);
        boot.endedBadly(how);
        return dead(how);
    }
}
