package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.shell.ShellTree;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.engine.Engine;
import dev.espalier.engine.EngineSettings;
import dev.espalier.engine.MachineRestart;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.Death;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.system.ActorHome;
import dev.espalier.tck.Specs;
import dev.espalier.tck.TestingBackend;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine of which something cannot be kept running, however often it is started again. */
@Timeout(60)
class GivenUpMachineTest {

    /** Its process is well; whatever speaks to its shell crashes soon after it has started. */
    private static Backend mute(Duration soon) {
        return new TestingBackend(site -> List.of(
                ShellTree.of("guest shell", ChildSpec.worker("door", self -> crashing(self, soon))),
                ChildSpec.worker("process", OsProcess.running(
                        new ProcessSpec(List.of("sleep", "600"), site.directory(), Map.of()),
                        new Stdio.Logged(line -> {}), site.processListener()))
                        .restart(Restart.TEMPORARY)
                        .significant(true)));
    }

    private static Behavior<?> crashing(Child self, Duration soon) {
        return Behaviors.<ExitReason>withTimers(timers -> {
            timers.startSingleTimer(ExitReason.crashed(new IOException("Too many open files")), soon);
            self.started();
            return Behaviors.receiveMessage(self::exit);
        });
    }

    private static Engine start(Path directory, Announcer announcer, Backend backend) {
        var machine = new PlannedMachine(Specs.of(NodeSpec.of("one", new ImageSpec.Tiny())), backend,
                new MachineRestart.Temporary());
        return Engine.start(List.of(machine), new NetworkPlan(Set.of(), List.of()),
                new EngineSettings(new ActorHome.Own("espalier"), directory, directory,
                        new ConsoleRetention(ConsoleRetention.DEFAULT_BYTES, line -> line),
                        Duration.ofMinutes(5), InstantSource.system(), announcer, announcer::supervised));
    }

    @Test
    @DisplayName("dies when its channel has crashed too often, however slowly, and says why that crashed")
    void slowlyTooOften(@TempDir Path directory) throws Exception {
        var announcer = new Announcer(InstantSource.system(), event -> {});
        try (var engine = start(directory, announcer, mute(Duration.ofMillis(500)))) {
            engine.machine("one").start(ResetPolicy.END).toCompletableFuture().get(30, TimeUnit.SECONDS);
            var death = announcer.firstDeath().toCompletableFuture().get(30, TimeUnit.SECONDS).death();
            assertThat(death).isInstanceOf(Death.GivenUp.class);
            assertThat(death.describe()).contains("door has to be restarted too often", "Too many open files");
        }
    }
}
