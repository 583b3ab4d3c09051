package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.CapabilityRefused;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Resize;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class CloudHypervisorLifeTest extends MicroVmLifeContract {
    private static final ExitStatus GOOD_ORDER = new ExitStatus.Exited(0);

    CloudHypervisorLifeTest() {
        super(new CloudHypervisorBackend(DEVICES, new Readiness(Path.of("/nowhere"))), CloudHypervisorOptions.PROGRAM);
    }

    private MachineSpec machine(String version, String kvm, Options options) throws Exception {
        var peer = PeerProgram.in(Files.createDirectories(directory.resolve("bin")), "cloud-hypervisor",
                StrictCloudHypervisor.class, List.of(version, kvm));
        return TestMachines.machine(TestMachines.image(directory, KernelFormat.BZIMAGE),
                options.with(CloudHypervisorOptions.PROGRAM, peer.path()), LifeUnderTest.NIC);
    }

    @Override
    protected MachineSpec machine() throws Exception {
        return machine("52", "kvm", Options.none());
    }

    private static <C extends Capability> C can(LifeUnderTest.Booted booted, Class<C> type) {
        return booted.blueprint().capabilities().get(type).orElseThrow();
    }

    @Test
    @DisplayName("told to go off, or by its button, it is off in good order, and nothing is left; it starts again on its disk")
    void off() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var off = LifeUnderTest.execute(life.shell(), can(booted, Power.class).off());
            life.awaitConsole("reboot: Power down");
            life.await(MachineEvent.GuestPoweredOff.class);
            assertThat(life.await(MachineEvent.ProcessExited.class).status()).isEqualTo(GOOD_ORDER);
            assertThat(off.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(life.site().resolve("api.sock")).doesNotExist();
            assertThat(life.site().resolve("v.sock")).doesNotExist();
        }
        try (var booted = life.boot(machine())) {
            assertThat(LifeUnderTest.execute(life.shell(), "true").exitStatus()).isZero();
            can(booted, PowerButton.class).press().toCompletableFuture().get(1, TimeUnit.MINUTES);
            life.await(MachineEvent.GuestPoweredOff.class);
            assertThat(life.await(MachineEvent.ProcessExited.class).status()).isEqualTo(GOOD_ORDER);
        }
        assertThat(life.site().resolve("root.img")).hasContent("a disk");
    }

    @Test
    @DisplayName("one that may reboot lives on: by itself, by its button and after a panic, each told apart, with a new shell")
    void reboots() throws Exception {
        var life = life();
        try (var booted = life.boot(machine(), ResetPolicy.REBOOT)) {
            var first = LifeUnderTest.execute(life.shell(), "reboot");
            life.await(MachineEvent.GuestReset.class);
            assertThat(first.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(LifeUnderTest.execute(life.shell(), "echo again").exitStatus()).isZero();
            can(booted, Reset.class).reset().toCompletableFuture().get(1, TimeUnit.MINUTES);
            life.await(MachineEvent.HostReset.class);
            var unused = LifeUnderTest.execute(life.shell(), "panic");
            life.await(MachineEvent.GuestPanicked.class);
            life.await(MachineEvent.GuestReset.class);
            assertThat(LifeUnderTest.execute(life.shell(), "echo again").exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("a reset that is to be the end is the end, in good order, and so is a panic; what follows from it is not told")
    void end() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var unused = LifeUnderTest.execute(life.shell(), "panic");
            life.awaitConsole("Kernel panic");
            assertThat(life.untilExit()).contains(new MachineEvent.GuestPanicked())
                    .doesNotContain(new MachineEvent.GuestReset(), new MachineEvent.GuestPoweredOff())
                    .endsWith(new MachineEvent.ProcessExited(GOOD_ORDER));
        }
    }

    @Test
    @DisplayName("it may be given more while it runs, up to what it was to have at most; a refusal tells what is in the way")
    void resize() throws Exception {
        var life = life();
        var options = Options.none()
                .with(CloudHypervisorOptions.MAX_CPUS, 4)
                .with(CloudHypervisorOptions.MAX_MEMORY_MIB, 512);
        try (var booted = life.boot(machine("53", "kvm", options))) {
            assertThat(LifeUnderTest.execute(life.shell(), "true").exitStatus()).isZero();
            var resize = can(booted, Resize.class);
            resize.cpus(4).toCompletableFuture().get(1, TimeUnit.MINUTES);
            life.awaitConsole("Resized: {\"desired_vcpus\":4}");
            resize.memoryMib(512).toCompletableFuture().get(1, TimeUnit.MINUTES);
            life.awaitConsole("Resized: {\"desired_ram\":536870912}");
            assertThatThrownBy(() -> resize.cpus(5).toCompletableFuture().get(1, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(CapabilityRefused.class)
                    .hasMessageContaining(
                            "Cloud Hypervisor refuses PUT /api/v1/vm.resize: Error from API: The VM could not be resized");
            assertThat(life.events()).noneMatch(event -> event.toString().contains("ignored field"));
        }
    }

    @Test
    @DisplayName("without KVM it ends before it listens; that is not waited for, and the reason is told with its remedy")
    void noKvm() throws Exception {
        var life = life();
        try (var booted = life.boot(machine("52", "none", Options.none()))) {
            assertThat(booted.nursery().awaitEnd("configuration").describe())
                    .startsWith("failed: KVM does not work here (")
                    .contains("another backend, such as qemu, does without", "it ended before it listened");
            assertThat(life.untilExit()).anyMatch(event -> event.toString().contains("no supported hypervisor"));
        }
    }
}
