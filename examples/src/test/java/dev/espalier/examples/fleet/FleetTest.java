package dev.espalier.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.error.EspalierException;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import dev.espalier.tck.HostProcesses;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FleetTest {
    @TempDir
    private Path consoles;

    private final LinkedBlockingQueue<TestEvent> heard = new LinkedBlockingQueue<>();
    private final ActorSystem<TestEvent> host = ActorSystem.create(Behaviors.receiveMessage(event -> {
        heard.add(event);
        return Behaviors.same();
    }), "host");

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(HostProcesses.all()).isEmpty();
        host.terminate();
        host.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void awaitRestart(String machine) throws InterruptedException {
        while (!(heard.take() instanceof TestEvent.MachineRestarting down && down.machine().equals(machine))) {
            // the others' events
        }
    }

    @Test
    @DisplayName("a machine that dies comes back, the others do not notice, and the host's actors hear of it")
    void comesBack() throws Exception {
        try (var fleet = Fleet.open(host, consoles)) {
            fleet.start();
            fleet.machineCalled("billing").succeed("touch /run/mark");
            var mail = fleet.machineCalled("mail");
            mail.succeed("touch /run/mark");
            assertThatThrownBy(() -> mail.succeed("kill -KILL -1")).isInstanceOf(MachineDied.class);
            awaitRestart("mail");
            mail.succeed("[ ! -e /run/mark ]");
            fleet.machineCalled("billing").succeed("[ -e /run/mark ]");
        }
        assertThat(host.getWhenTerminated().toCompletableFuture()).isNotDone();
    }

    @Test
    @DisplayName("an actor system that ends takes its machines with it, and nobody waits for an answer in vain")
    void hostEnds() throws Exception {
        var fleet = Fleet.open(host, consoles);
        fleet.start();
        var mail = fleet.machineCalled("mail");
        mail.succeed("true");
        var pending = CompletableFuture.supplyAsync(() -> mail.execute("sleep 600"));
        while (!(heard.take() instanceof TestEvent.CommandStarted begun && begun.command().equals("sleep 600"))) {
            // what was before
        }
        host.terminate();
        assertThatThrownBy(() -> pending.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(EspalierException.class);
        fleet.close();
        for (var killed : HostProcesses.all()) {
            killed.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("the program runs to its end by itself")
    void program() throws Exception {
        Main.main(new String[]{consoles.toString()});
    }
}
