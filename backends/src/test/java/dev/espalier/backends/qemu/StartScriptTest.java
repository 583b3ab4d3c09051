package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start script is told, as the NixOS test driver tells it. */
class StartScriptTest {
    private static final Path HOME = Path.of("/run/1");

    @TempDir
    private Path directory;

    private static StartScript on(int... vlans) {
        var switches = Arrays.stream(vlans)
                .mapToObj(vlan -> new VdeSwitch(
                        new Nic(vlan, new MacAddress(vlan, 1), "br" + vlan, "t1v" + vlan), HOME))
                .toList();
        return new StartScript(Path.of("/nix/run-web-vm"), "web", HOME, switches);
    }

    @Test
    @DisplayName("it finds a state directory, a shared one, a place for a UEFI's variables and a socket for each VLAN")
    void environment() {
        assertThat(on(1, 12).environment(Map.of("QEMU_OPTS", "-m 2048", "TMPDIR", "/tmp"), List.of()))
                .containsAllEntriesOf(Map.of("TMPDIR", "/run/1/state", "USE_TMPDIR", "1", "SHARED_DIR", "/run/1/shared",
                        "NIX_EFI_VARS", "/run/1/state/web-efi-vars.fd", "QEMU_VDE_SOCKET_1", "/run/1/vde1.ctl",
                        "QEMU_VDE_SOCKET_12", "/run/1/vde12.ctl", "QEMU_OPTS", "-m 2048"))
                .containsKey("PATH")
                .doesNotContainKey("QEMU_KERNEL_PARAMS");
    }

    @Test
    @DisplayName("kernel parameters come after those that are in the environment already")
    void kernelParameters() {
        var more = List.of("quiet", "panic=-1");
        assertThat(on().environment(Map.of(), more)).containsEntry("QEMU_KERNEL_PARAMS", "quiet panic=-1");
        assertThat(on().environment(Map.of("QEMU_KERNEL_PARAMS", "debug"), more))
                .containsEntry("QEMU_KERNEL_PARAMS", "debug quiet panic=-1");
    }

    @Test
    @DisplayName("it hands on to QEMU where the console, QMP and the shell on a virtual console are listened to")
    void arguments() {
        var channels = new QemuChannels(HOME.resolve("console.sock"), HOME.resolve("shell.sock"),
                HOME.resolve("qmp.sock"), List.of());
        assertThat(String.join(" ", on(1).command(Optional.empty(), ResetPolicy.END, channels)).replace(" -", "\n-"))
                .isEqualTo("""
                sh
                -c cd "$0" && exec "$@" /run/1/state /nix/run-web-vm
                -no-reboot
                -display none
                -device virtio-rng-pci
                -chardev socket,id=console,path=/run/1/console.sock,reconnect=1
                -serial chardev:console
                -chardev socket,id=qmp,path=/run/1/qmp.sock,reconnect=1
                -mon chardev=qmp,mode=control
                -chardev socket,id=shell,path=/run/1/shell.sock,reconnect=1
                -device virtio-serial-pci,id=serial0,max_ports=11,vectors=25
                -device virtconsole,bus=serial0.0,chardev=shell,id=con0""");
        assertThat(on(1).command(Optional.of(Accelerator.TCG), ResetPolicy.END, channels)).containsSequence("-machine",
                "accel=tcg");
        assertThat(on(1).command(Optional.empty(), ResetPolicy.REBOOT, channels)).doesNotContain("-no-reboot");
    }

    @Test
    @DisplayName("one that is not there, is a directory or cannot be executed is missing, with a remedy for each")
    void missing() throws IOException {
        var file = Files.writeString(directory.resolve("run-web-vm"), "#!/bin/sh\n");
        assertThat(missing(directory.resolve("nowhere"))).contains("does not exist");
        assertThat(missing(directory)).contains("is no file");
        assertThat(missing(file)).contains("cannot be executed").contains("chmod +x " + file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        assertThat(new StartScript(file, "web", HOME, List.of()).missing()).isEmpty();
    }

    private static String missing(Path program) {
        return new StartScript(program, "web", HOME, List.of()).missing().map(Requirement::toString).orElseThrow();
    }
}
