package dev.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.MachineDied;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.SupervisionTree;
import dev.espalier.tck.Specs;
import dev.espalier.tck.TestingBackend;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine and its tree under a supervisor that another of its children keeps busy. */
@Timeout(60)
class MachineActorTest {
    private static final String BYSTANDER = "bystander";

    private final Address<MachineMessage> machine = new Address<>("machine");
    private final Address<ExitReason> process = new Address<>("process");
    private final Address<ExitReason> bystander = new Address<>(BYSTANDER);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Ends as it is told. */
    private static ChildSpec mortal(String id, Address<ExitReason> address) {
        return ChildSpec.worker(id, ChildStart.acknowledged(self -> Behaviors.<ExitReason>setup(context -> {
            address.register(context.getSelf());
            return Behaviors.receiveMessage(self::exit);
        }))).restart(Restart.TEMPORARY);
    }

    private SupervisionTree tree(ConsoleLog console, Path directory) {
        var backend = new TestingBackend(site -> List.of(mortal("process", process).significant(true)));
        var site = new MachineSite(directory, new Entrance(), console, event -> {}, InstantSource.system());
        var setup = new MachineSetup(Specs.of(NodeSpec.of("one", new ImageSpec.Tiny())), backend,
                new MachineRestart.Temporary(), site, Duration.ofMinutes(5), new Deaf(), () -> {});
        return SupervisionTree.start("test", SupervisorSpec.oneForOne()
                .child(mortal(BYSTANDER, bystander))
                .child(ChildSpec.worker("machine", MachineActor.of(setup, machine::register))), this::hear);
    }

    /** Called by the supervisor, which hears of nothing else meanwhile. */
    private void hear(SupervisionEvent event) {
        if (event instanceof SupervisionEvent.ChildStopped stopped && stopped.id().equals(BYSTANDER)) {
            busy.countDown();
            try {
                var unused = free.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private CompletableFuture<Void> ask(Function<CompletableFuture<Void>, MachineMessage> question) {
        var reply = new CompletableFuture<Void>();
        machine.tell(question.apply(reply));
        return reply;
    }

    private CompletableFuture<Void> start() {
        return ask(reply -> new MachineMessage.Start(ResetPolicy.END, reply));
    }

    /** Refused, as the machine's reboots are its ends. */
    private CompletableFuture<Void> reboot() {
        return ask(reply -> new MachineMessage.AwaitNextReboot(reply, new CompletableFuture<>()));
    }

    @Test
    @DisplayName("starts again at once when it has died, also if its supervisor has not heard of that yet, and says so when its process runs")
    void startsAgain(@TempDir Path directory) throws Exception {
        try (var console = ConsoleLog.in(directory.resolve("console")); var tree = tree(console, directory)) {
            var unused = tree.up().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(start()).succeedsWithin(Duration.ofSeconds(30));
            var end = ask(MachineMessage.AwaitDown::new);
            bystander.tell(ExitReason.normal());
            busy.await();
            process.tell(ExitReason.normal());
            assertThat(end).failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCauseInstanceOf(MachineDied.class);
            var again = start();
            var onceMore = start();
            assertThat(reboot()).as("what is answered after both").failsWithin(Duration.ofSeconds(30));
            assertThat(onceMore).as("a start of a machine whose process does not run yet").isNotDone();
            free.countDown();
            assertThat(again).succeedsWithin(Duration.ofSeconds(30));
            assertThat(onceMore).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private static final class Deaf implements MachineListener {
        @Override
        public void starting(String machine) {}

        @Override
        public void ready(String machine, Duration after) {}

        @Override
        public void leftBehind(String machine, String process, long pid) {}

        @Override
        public void rebooting(String machine) {}

        @Override
        public void rebooted(String machine, RebootReason why, Duration after) {}

        @Override
        public void said(String machine, ConsoleLine line) {}

        @Override
        public void stopped(String machine) {}

        @Override
        public void restarting(String machine, MachineDied how, Duration pause) {}

        @Override
        public void died(String machine, MachineDied how) {}
    }
}
