package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QemuMachineTest {
    private static final Nic NIC = new Nic(1, new MacAddress(1, 2), "br1", "t2v1");

    private static QemuMachine machine(MachineType type, Path directory, Optional<Path> disk, List<Nic> nics) {
        return machine(type, ResetPolicy.END, Optional.empty(), directory, disk, nics);
    }

    private static QemuMachine machine(MachineType type, ResetPolicy resets, Optional<Watchdog> watchdog,
            Path directory, Optional<Path> disk, List<Nic> nics) {
        return new QemuMachine("web", type, Accelerator.TCG, resets, watchdog, Optional.empty(), 1, 256,
                Path.of("/images/vmlinuz"),
                directory.resolve("initrd"), List.of("console=ttyS0", "panic=-1"), disk, nics,
                new QemuChannels(directory.resolve("console.sock"), directory.resolve("shell.sock"),
                        directory.resolve("qmp.sock"), List.of()));
    }

    private static String commandLine(QemuMachine machine) {
        return String.join(" ", machine.arguments()).replace(" -", "\n-");
    }

    @Test
    @DisplayName("a q35 machine with a disk and an interface")
    void q35() {
        var machine = machine(MachineType.Q35, Path.of("/run"), Optional.of(Path.of("/run/root.qcow2")), List.of(NIC));
        assertThat(commandLine(machine)).isEqualTo("""
                -name web
                -nodefaults
                -no-user-config
                -no-reboot
                -display none
                -machine q35,accel=tcg
                -cpu max
                -smp 1
                -m 256
                -kernel /images/vmlinuz
                -initrd /run/initrd
                -append console=ttyS0 panic=-1
                -device virtio-rng-pci
                -device pvpanic-pci
                -device VGA
                -chardev socket,id=console,path=/run/console.sock,reconnect=1
                -serial chardev:console
                -chardev socket,id=qmp,path=/run/qmp.sock,reconnect=1
                -mon chardev=qmp,mode=control
                -chardev socket,id=shell,path=/run/shell.sock,reconnect=1
                -device virtio-serial-pci,id=serial0,max_ports=11,vectors=25
                -device virtconsole,bus=serial0.0,chardev=shell,id=con0
                -drive if=none,id=disk0,file=/run/root.qcow2,format=qcow2,cache=unsafe
                -device virtio-blk-pci,drive=disk0
                -netdev tap,id=net0,ifname=t2v1,script=no,downscript=no
                -device virtio-net-pci,netdev=net0,mac=52:54:00:01:00:02,romfile=""");
    }

    @Test
    @DisplayName("a UEFI is in flash, with the machine's own variables beside it")
    void uefi() {
        var flash = new QemuFlash(new UefiFirmware(Path.of("/ovmf/code.fd"), "raw", Path.of("/ovmf/vars.fd")),
                new QemuEfiVariables(Path.of("/ovmf/vars.fd"), Path.of("/run/efi,vars.fd")));
        assertThat(flash.arguments()).flatMap(QemuArgument::words)
                .containsExactly(
                        "-drive", "if=pflash,unit=0,file=/ovmf/code.fd,format=raw,readonly=on",
                        "-drive", "if=pflash,unit=1,file=/run/efi,,vars.fd,format=raw,cache=unsafe");
    }

    @Test
    @DisplayName("a pc is a q35 but for its name")
    void pc() {
        var pc = machine(MachineType.PC, Path.of("/run"), Optional.empty(), List.of(NIC));
        var q35 = machine(MachineType.Q35, Path.of("/run"), Optional.empty(), List.of(NIC));
        assertThat(commandLine(pc)).isEqualTo(commandLine(q35).replace("-machine q35,", "-machine pc,"));
    }

    @Test
    @DisplayName("a microvm has no PCI, so no PCI device and no ROM")
    void microvm() {
        var machine = machine(MachineType.MICROVM, Path.of("/run"), Optional.of(Path.of("/run/root.qcow2")),
                List.of(NIC));
        assertThat(commandLine(machine)).doesNotContain("pci", "romfile", "VGA")
                .contains("-machine microvm,accel=tcg,acpi=on,rtc=on\n", "-device virtio-rng-device\n",
                        "-device virtio-serial-device,id=serial0,max_ports=11\n",
                        "-device virtio-blk-device,drive=disk0\n",
                        "-device virtio-net-device,netdev=net0,mac=52:54:00:01:00:02");
    }

    @Test
    @DisplayName("a machine that may reboot outlives resets and its kernel's panic; a watchdog is a device of its board")
    void reboots() {
        var machine = machine(MachineType.Q35, ResetPolicy.REBOOT, Optional.of(Watchdog.I6300ESB), Path.of("/run"),
                Optional.empty(), List.of());
        assertThat(commandLine(machine)).doesNotContain("-no-reboot")
                .contains("-action panic=none\n", "-device i6300esb\n");
    }

    @Test
    @DisplayName("a machine without disk and interfaces has none")
    void bare() {
        var machine = machine(MachineType.Q35, Path.of("/run"), Optional.empty(), List.of());
        assertThat(commandLine(machine)).doesNotContain("-drive", "-netdev", "virtio-blk", "virtio-net");
    }

    @Test
    @DisplayName("interfaces keep their order")
    void interfaces() {
        var machine = machine(MachineType.Q35, Path.of("/run"), Optional.empty(),
                List.of(new Nic(2, new MacAddress(2, 1), "br2", "t1v2"),
                        new Nic(1, new MacAddress(1, 1), "br1", "t1v1")));
        assertThat(commandLine(machine)).containsSubsequence("id=net0,ifname=t1v2", "netdev=net0",
                "id=net1,ifname=t1v1",
                "netdev=net1");
    }

    @Test
    @DisplayName("a comma in a path is doubled where QEMU would split at it, and only there")
    void commas() {
        var machine = machine(MachineType.Q35, Path.of("/a,b"), Optional.of(Path.of("/a,b/disk")), List.of());
        assertThat(machine.arguments()).contains("/a,b/initrd", "socket,id=console,path=/a,,b/console.sock,reconnect=1",
                "if=none,id=disk0,file=/a,,b/disk,format=qcow2,cache=unsafe");
    }

    @Test
    @DisplayName("blanks stay inside their argument")
    void blanks() {
        var machine = machine(MachineType.Q35, Path.of("/two words"), Optional.empty(), List.of());
        assertThat(machine.arguments()).contains("/two words/initrd", "console=ttyS0 panic=-1");
    }

    @Test
    @DisplayName("an option without properties is a flag alone")
    void flag() {
        assertThat(QemuArgument.flag("-nodefaults").words()).containsExactly("-nodefaults");
        assertThat(QemuArgument.of("-device", "a,b").with("path", "c,d").words()).containsExactly("-device",
                "a,,b,path=c,,d");
        assertThat(QemuArgument.text("-append", "a,b").words()).containsExactly("-append", "a,b");
    }
}
