package dev.espalier.engine;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.engine.MachineMessage.AwaitDown;
import dev.espalier.engine.MachineMessage.AwaitNextReboot;
import dev.espalier.engine.MachineMessage.AwaitReboot;
import dev.espalier.engine.MachineMessage.Cancel;
import dev.espalier.engine.MachineMessage.Connect;
import dev.espalier.engine.MachineMessage.Crash;
import dev.espalier.engine.MachineMessage.Execute;
import dev.espalier.engine.MachineMessage.Happened;
import dev.espalier.engine.MachineMessage.Leave;
import dev.espalier.engine.MachineMessage.News;
import dev.espalier.engine.MachineMessage.PowerOff;
import dev.espalier.engine.MachineMessage.Question;
import dev.espalier.engine.MachineMessage.RestOver;
import dev.espalier.engine.MachineMessage.Restore;
import dev.espalier.engine.MachineMessage.Revive;
import dev.espalier.engine.MachineMessage.Start;
import dev.espalier.engine.MachineMessage.TreeAnswered;
import dev.espalier.engine.MachineMessage.TreeEnded;
import dev.espalier.engine.MachineMessage.Use;
import dev.espalier.engine.MachineMessage.UseAtRest;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.runtime.supervision.ActorThreads;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.StartReply;
import dev.espalier.runtime.supervision.Supervisor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A machine as its users see it: off, in one of its lives, or dead. It starts the machine's tree, its sibling under one
 * supervisor.
 */
final class MachineActor implements MachineLife.Afterlife, MachinePause.Sequel {
    private final ActorContext<MachineMessage> context;
    private final TimerScheduler<MachineMessage> timers;
    private final Child self;
    private final MachineSetup setup;
    private final ConsoleEvidence evidence;
    private final MachineRestarts restarts;
    private long lives;

    private MachineActor(ActorContext<MachineMessage> context, TimerScheduler<MachineMessage> timers, Child self,
            MachineSetup setup) {
        this.context = context;
        this.timers = timers;
        this.self = self;
        this.setup = setup;
        this.evidence = new ConsoleEvidence(setup.site().console());
        this.restarts = new MachineRestarts(setup.restart());
    }

    /**
     * The start function of a machine's actor.
     *
     * @param address is given the actor's address before it has started
     */
    static ChildStart of(MachineSetup setup, Consumer<ActorRef<MachineMessage>> address) {
        return ChildStart.on(ActorThreads.VIRTUAL,
                self -> Behaviors.setup((ActorContext<MachineMessage> context) -> Behaviors.withTimers(timers -> {
                    address.accept(context.getSelf());
                    self.started();
                    return new MachineActor(context, timers, self, setup).off();
                })));
    }

    @Override
    public Behavior<MachineMessage> off() {
        timers.cancel(Revive.INSTANCE);
        return Behaviors.receiveMessage(message -> switch (message) {
            case Start(var resets, var reply) -> boot(resets, boot -> boot.awaitProcess(reply));
            case Restore restore -> restored(restore, new MachinePause.Waiting(commands()));
            case Connect(var reply) -> boot(ResetPolicy.END, boot -> boot.awaitGuest(reply));
            case Execute execute -> boot(ResetPolicy.END, boot -> boot.commands().add(execute));
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> MachineLife.fail(use.reply(), new MachineNotRunning(setup.name(), use.name()));
            case UseAtRest(var use) -> atRest(use, this::off);
            case AwaitReboot(var reply) -> MachineLife.fail(reply, RebootNotAllowed.notRunning(setup.name()));
            case AwaitNextReboot(var reply, var reboot) ->
                MachineLife.fail(reply, RebootNotAllowed.notRunning(setup.name()));
            case PowerOff(var reply) -> MachineLife.done(reply);
            case Crash(var reply) -> MachineLife.done(reply);
            case AwaitDown(var reply) -> MachineLife.done(reply);
            case Leave.INSTANCE -> Behaviors.same();
            case News late -> Behaviors.same();
        });
    }

    /** What comes meanwhile waits. */
    private Behavior<MachineMessage> atRest(Use<?, ?> use, Supplier<Behavior<MachineMessage>> after) {
        new CapabilityCalls(setup.name(), setup.backend().atRest(setup.spec(), setup.site().directory())).begin(use);
        context.pipeToSelf(use.reply(), (done, failure) -> RestOver.INSTANCE);
        return Behaviors.withStash(Integer.MAX_VALUE, later -> Behaviors.receiveMessage(message -> {
            if (message == RestOver.INSTANCE) {
                return later.unstashAll(after.get());
            }
            later.stash(message);
            return Behaviors.same();
        }));
    }

    /** Each boot has channels of its own: what still listens for the last one cannot take this one's connections. */
    private Behavior<MachineMessage> boot(ResetPolicy resets, Consumer<Boot> request) {
        return boot(new Origin.PowerOn(), resets, commands(), this, request);
    }

    private Commands commands() {
        return new Commands(setup.name(), context, timers, evidence);
    }

    private Behavior<MachineMessage> boot(Origin origin, ResetPolicy resets, Commands commands,
            MachineLife.Afterlife next, Consumer<Boot> request) {
        lives++;
        var life = lives;
        var machine = context.getSelf();
        var site = setup.site().events(event -> machine.tell(new Happened(life, event)));
        var blueprint = origin.blueprint(setup, resets, site);
        var now = site.clock().instant();
        var boot = new Boot(life, now, blueprint.capabilities().get(Power.class),
                commands, new Reboots(setup.name(), resets, now),
                new CapabilityCalls(setup.name(), blueprint.capabilities()));
        request.accept(boot);
        setup.listener().starting(setup.name());
        var answer = context.messageAdapter(StartReply.class, TreeAnswered::new);
        buryLast();
        self.supervisor().tell(new Supervisor.StartChild(MachineTree.of(blueprint), answer));
        return new MachineLife(context, timers, self, setup, evidence, boot, next).up();
    }

    /** Its supervisor may hear of the last life's end later than this actor has, and has no room for two trees. */
    private void buryLast() {
        MachineTree.end(self, context.getSystem().ignoreRef());
    }

    @Override
    public Behavior<MachineMessage> dead(ResetPolicy resets, Supplier<MachineDied> how) {
        return restarts.next(setup.site().clock().instant())
                .map(pause -> pause(resets, how, pause))
                .orElseGet(() -> {
                    setup.listener().died(setup.name(), how.get());
                    return dead(how);
                });
    }

    /** Who wanted it started knows, and may try again. */
    @Override
    public Behavior<MachineMessage> notStarted(ResetPolicy resets, Supplier<MachineDied> why) {
        return off();
    }

    /** A life after a pause: nobody may be waiting for it, so its failure to begin is one more death. */
    private final class Revived implements MachineLife.Afterlife {
        @Override
        public Behavior<MachineMessage> off() {
            return MachineActor.this.off();
        }

        @Override
        public Behavior<MachineMessage> poweredOff(ResetPolicy resets, Supplier<MachineDied> how) {
            return MachineActor.this.poweredOff(resets, how);
        }

        @Override
        public Behavior<MachineMessage> dead(ResetPolicy resets, Supplier<MachineDied> how) {
            return MachineActor.this.dead(resets, how);
        }

        @Override
        public Behavior<MachineMessage> restoring(Restore restore) {
            return MachineActor.this.restoring(restore);
        }

        @Override
        public Behavior<MachineMessage> notStarted(ResetPolicy resets, Supplier<MachineDied> why) {
            return MachineActor.this.dead(resets, why);
        }
    }

    /** As OTP's permanent children, which come back whatever they ended of. */
    @Override
    public Behavior<MachineMessage> poweredOff(ResetPolicy resets, Supplier<MachineDied> how) {
        return switch (setup.restart()) {
            case MachineRestart.Temporary temporary -> off();
            case MachineRestart.Permanent permanent -> dead(resets, how);
        };
    }

    private Behavior<MachineMessage> pause(ResetPolicy resets, Supplier<MachineDied> how, Duration pause) {
        setup.listener().restarting(setup.name(), how.get(), pause);
        timers.startSingleTimer(Revive.INSTANCE, Revive.INSTANCE, pause);
        return new MachinePause(setup.name(), resets, new MachinePause.Waiting(commands()), this).waiting();
    }

    @Override
    public Behavior<MachineMessage> again(ResetPolicy resets, MachinePause.Waiting waiting) {
        timers.cancel(Revive.INSTANCE);
        return boot(new Origin.PowerOn(), resets, waiting.commands(), new Revived(), boot -> {
            waiting.starts().forEach(boot::awaitProcess);
            waiting.guests().forEach(boot::awaitGuest);
        });
    }

    @Override
    public Behavior<MachineMessage> restored(Restore restore, MachinePause.Waiting waiting) {
        timers.cancel(Revive.INSTANCE);
        return boot(new Origin.Kept(restore.snapshot()), restore.resets(), waiting.commands(), this, boot -> {
            waiting.starts().forEach(boot::awaitProcess);
            waiting.guests().forEach(boot::awaitGuest);
            boot.awaitGuest(restore.reply());
        });
    }

    /** What it is asked while its last life comes down is for the next one. */
    @Override
    public Behavior<MachineMessage> restoring(Restore restore) {
        return Behaviors.withStash(Integer.MAX_VALUE, waiting -> Behaviors.receiveMessage(message -> switch (message) {
            case TreeEnded.INSTANCE ->
                waiting.unstashAll(restored(restore, new MachinePause.Waiting(commands())));
            case Question question -> {
                waiting.stash(question);
                yield Behaviors.same();
            }
            case News late -> Behaviors.same();
        }));
    }

    /** The machine went down without anybody wanting it. It can be started again, but only by its name. */
    private Behavior<MachineMessage> dead(Supplier<MachineDied> how) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Start(var resets, var reply) -> boot(resets, boot -> boot.awaitProcess(reply));
            case Restore restore -> restored(restore, new MachinePause.Waiting(commands()));
            case Connect(var reply) -> MachineLife.fail(reply, how.get());
            case Execute execute -> MachineLife.fail(execute.reply(), how.get());
            case Cancel unknown -> Behaviors.same();
            case Use<?, ?> use -> MachineLife.fail(use.reply(), how.get());
            case UseAtRest(var use) -> atRest(use, () -> dead(how));
            case AwaitReboot(var reply) -> MachineLife.fail(reply, how.get());
            case AwaitNextReboot(var reply, var reboot) -> MachineLife.fail(reply, how.get());
            case PowerOff(var reply) -> MachineLife.done(reply);
            case Crash(var reply) -> MachineLife.done(reply);
            case AwaitDown(var reply) -> MachineLife.done(reply);
            case Leave.INSTANCE -> Behaviors.same();
            case News late -> Behaviors.same();
        });
    }
}
