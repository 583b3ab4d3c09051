package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run of what attest's machine configuration says. */
@NeedsTools({"qemu-system-x86_64", "unshare", "depmod", "vde_switch"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AttestRunIT extends RunWithImages {
    private static final String START_COMMAND = """
            #! /bin/sh
            exec qemu-system-x86_64 -machine accel=kvm:tcg -cpu max -m 256 \\
                -device virtio-net-pci,netdev=vlan1 -netdev vde,id=vlan1,sock="$QEMU_VDE_SOCKET_1" \\
                -kernel @kernel@ -initrd @initrd@ -append "console=ttyS0 panic=-1" "$@"
            """;

    @Test
    @DisplayName("its machine is started by its command, and is on the VLAN that is named")
    void started() throws Exception {
        var tiny = new ImageCache(cache()).get(new ImageSpec.Tiny(), progress -> {});
        var test = Files.createDirectory(espalier.home().resolve("attest"));
        var command = Files.writeString(test.resolve("run-server-vm"),
                START_COMMAND.replace("@kernel@", tiny.kernel().toString())
                        .replace("@initrd@", tiny.initrd().toString()));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Files.writeString(test.resolve("machines.json"), """
                {"machines": [{"backend": "qemu", "name": "server", "start_command": "%s"}],
                 "vlans": [1], "global_timeout": 120}
                """.formatted(command));
        Files.writeString(test.resolve("test.java"), """
                log("has " + server.succeed("ls /sys/class/net"));
                """);
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("has eth0");
        assertThat(espalier.leftovers()).isEmpty();
    }
}
