package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;

import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class FirecrackerLifeTest extends MicroVmLifeContract {
    private static final FirecrackerBackend BACKEND = new FirecrackerBackend(DEVICES);

    FirecrackerLifeTest() {
        super(BACKEND, FirecrackerOptions.PROGRAM);
    }

    private MachineSpec machine(String version, String kvm, KernelFormat kernel) throws Exception {
        var peer = PeerProgram.in(Files.createDirectories(directory.resolve("bin")), "firecracker",
                StrictFirecracker.class, List.of(version, kvm));
        return TestMachines.machine(TestMachines.image(directory, kernel),
                Options.none().with(FirecrackerOptions.PROGRAM, peer.path()), LifeUnderTest.NIC);
    }

    @Override
    protected MachineSpec machine() throws Exception {
        return machine("1.17", "kvm", KernelFormat.BZIMAGE);
    }

    @Test
    @DisplayName("told to go off it resets itself, which is its end; what it leaves does not keep it from another start")
    void again() throws Exception {
        var life = life();
        for (int time = 0; time < 2; time++) {
            try (var booted = life.boot(machine())) {
                var off = LifeUnderTest.execute(life.shell(),
                        booted.blueprint().capabilities().get(Power.class).orElseThrow().off());
                life.awaitConsole("reboot: Restarting system");
                life.await(MachineEvent.GuestReset.class);
                assertThat(life.await(MachineEvent.ProcessExited.class).status()).isEqualTo(new ExitStatus.Exited(0));
                assertThat(off.await()).isInstanceOf(ShellReply.Interrupted.class);
                assertThat(life.site().resolve("api.sock")).exists();
                assertThat(life.site().resolve("v.sock")).exists();
            }
        }
        assertThat(life.site().resolve("root.img")).hasContent("a disk");
    }

    @Test
    @DisplayName("a start that Firecracker refuses is no start; the reason is told with its remedy")
    void noKvm() throws Exception {
        try (var booted = life().boot(machine("1.17", "none", KernelFormat.ELF))) {
            assertThat(booted.nursery().awaitEnd("configuration").describe())
                    .startsWith("failed: KVM does not work here (")
                    .contains("another backend, such as qemu, does without",
                            "Firecracker refuses PUT /actions: Start microvm error: Kvm error");
        }
    }

    @Test
    @DisplayName("a Firecracker that ends before it listens is not waited for, and is told of with what it said")
    void endsAtOnce() throws Exception {
        var machine = machine("1.12", "kvm", KernelFormat.ELF);
        var withPci = TestMachines.machine(TestMachines.image(directory, KernelFormat.ELF),
                machine.options().with(FirecrackerOptions.PCI, true), LifeUnderTest.NIC);
        assertThat(BACKEND.missing(List.of(withPci))).extracting(Requirement::what)
                .singleElement()
                .asString()
                .contains("PCI");
        var life = life();
        try (var booted = life.boot(withPci)) {
            assertThat(booted.nursery().awaitEnd("configuration").describe())
                    .contains("it ended before it listened: exit status 153: it does not know one of the arguments");
            assertThat(life.await(MachineEvent.ProcessSaid.class).line()).contains("Found argument '--enable-pci'");
            life.await(MachineEvent.ProcessExited.class);
        }
    }
}
