package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.espalier.Backends;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.error.EspalierException;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is expected of every backend, beside {@link CommandContract} and {@link WaitContract}. */
public abstract class BackendContract extends MachineContract {
    /** At once, on a host that has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(5);

    protected BackendContract(BackendUnderTest backend) {
        super(backend);
    }

    private Backend itself() {
        return Backends.installed().get(backend.node(NAME).backend());
    }

    @Test
    @DisplayName("all that its machines can do is held to a contract by a test of this package, and what they cannot has none")
    void contracts() {
        var tests = ContractTests.beside(getClass());
        var capabilities = new HashSet<>(itself().capabilities(Specs.of(backend.node(NAME))));
        capabilities.addAll(itself().onRequest().keySet());
        assertThat(tests.capabilities()).isEqualTo(capabilities);
        assertThat(tests.hold(CommandContract.class)).as("a CommandContract").isTrue();
        assertThat(tests.hold(WaitContract.class)).as("a WaitContract").isTrue();
        assertThat(tests.hold(ForkContract.class)).as("a ForkContract")
                .isEqualTo(capabilities.contains(Snapshots.class));
        assertThat(List.of(NetworkContract.class, LinkFaultContract.class, PortForwardContract.class)).allSatisfy(
                contract -> assertThat(tests.hold(contract)).as("a " + contract.getSimpleName())
                        .isEqualTo(itself().networkUse() != NetworkUse.NONE));
    }

    @Test
    @DisplayName("tests of contracts are named after their backend and their contract, and as tests are that run")
    void names() {
        assertThat(ContractTests.beside(getClass()).types()).allSatisfy(test -> assertThat(test.getSimpleName())
                .matches(ContractTests.nameOf(test, itself().name())));
    }

    @Test
    @DisplayName("what a host lacks it says with a remedy, also where nothing is installed at all, and all it needs is among that")
    void remedies() throws Exception {
        assertThat(itself().missing(List.of(Specs.of(backend.node(NAME))))).isEmpty();
        var missing = BareHost.missing(itself().name());
        assertThat(missing).allSatisfy(each -> {
            assertThat(each.what()).isNotBlank();
            assertThat(each.remedy()).isNotBlank();
        });
        assertThat(itself().description().packages()).allSatisfy(name -> assertThat(missing)
                .anySatisfy(each -> assertThat(each.remedy()).endsWith(name)));
    }

    @Test
    @DisplayName("a machine that was started is not started again")
    void startedOnce() {
        one.succeed("touch " + place + "/mark");
        one.start();
        cluster.cluster().startAll();
        assertThat(one.isUp()).isTrue();
        one.succeed("[ -e " + place + "/mark ]");
        assertThat(cluster.events()).filteredOn(TestEvent.MachineReady.class::isInstance)
                .hasSameSizeAs(cluster.events().stream().filter(TestEvent.MachineStarting.class::isInstance).toList());
    }

    private void awaitCommand(ObservedCluster of, String command) throws InterruptedException {
        var unused = of.await(TestEvent.CommandStarted.class, started -> started.command().equals(command));
    }

    /** A backend may still be getting ready for the next command when one is over. */
    private static List<ProcessHandle> settledProcesses() throws InterruptedException {
        var moment = new CountDownLatch(1);
        var before = List.<ProcessHandle>of();
        var now = HostProcesses.all();
        while (!now.equals(before)) {
            assertThat(moment.await(300, TimeUnit.MILLISECONDS)).isFalse();
            before = now;
            now = HostProcesses.all();
        }
        return now;
    }

    @Test
    @DisplayName("two clusters at once do not see each other; the end of one ends what it is asked and leaves nothing")
    void twoClusters(@TempDir Path directory) throws Exception {
        var before = settledProcesses();
        try (var other = open(directory, List.of(backend.node(NAME)))) {
            var its = other.machine(NAME);
            assertThat(its.isUp()).isFalse();
            assertThat(its.succeed("echo its")).isEqualTo("its\n");
            var pending = meanwhile(() -> its.execute("sleep 600"));
            awaitCommand(other, "sleep 600");
            var itsProcesses = HostProcesses.all().stream().filter(process -> !before.contains(process)).toList();
            assertThat(one.succeed("echo mine")).isEqualTo("mine\n");
            other.cluster().close();
            assertThatThrownBy(pending::get).hasCauseInstanceOf(EspalierException.class);
            assertThatThrownBy(() -> its.execute("true")).isInstanceOf(EspalierException.class);
            assertThat(other.leftovers()).isEmpty();
            assertThat(HostProcesses.all()).doesNotContainAnyElementsOf(itsProcesses);
            one.succeed("[ -e " + place + " ]");
        }
    }

    @Test
    @DisplayName("when what runs a machine is killed, all that it is asked ends soon, and so does what is asked then")
    void killed() throws Exception {
        var pending = List.<CompletableFuture<?>>of(meanwhile(() -> one.execute("sleep 600")),
                meanwhile(() -> one.waitUntilSucceeds("false")), meanwhile(() -> one.start("sleep 601").await()));
        awaitCommand(cluster, "sleep 600");
        backend.kill(NAME);
        var killed = Instant.now();
        assertThat(pending).allSatisfy(call -> assertThatThrownBy(call::get).cause()
                .isInstanceOfSatisfying(MachineDied.class, died -> assertThat(died.machine()).isEqualTo(NAME)));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(SOON);
        assertThat(cluster.cluster().unexpectedDeath().toCompletableFuture().get().machine()).isEqualTo(NAME);
        assertThat(one.isUp()).isFalse();
        assertThatThrownBy(() -> one.succeed("true")).isInstanceOf(MachineDied.class);
        assertThatThrownBy(() -> one.waitForFile("/never")).isInstanceOf(MachineDied.class);
        one.start();
        makePlace();
    }
}
