package dev.espalier.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.LoopbackHost;

/** A test that passes if nothing breaks. */
enum Scenario {
    LOCAL(Machines.LOCAL, Machines.LOCAL, ""),
    NSPAWN(Machines.NSPAWN, Machines.NSPAWN, ""),
    /** Snapshots besides. */
    QEMU(Machines.QEMU, Machines.QEMU, Scripts.SNAPSHOTS),
    /** The first machine is started as NixOS starts its machines, and has its network by a VDE switch. */
    SCRIPTED(Machines.SCRIPTED, Machines.QEMU, ""),
    /** Both machines are one host, which is described once it is there. */
    SSH("", "", "");

    /** What the script says when it wants nothing more of its machines. */
    static final String THROUGH = "the script is through";

    private final String one;
    private final String two;
    private final String besides;

    Scenario(String one, String two, String besides) {
        this.one = one;
        this.two = two;
        this.besides = besides;
    }

    /** The host that its machines are, if they are one that is there before them and after them. */
    Optional<LoopbackHost> startHost() throws IOException, InterruptedException {
        return this == SSH ? Optional.of(LoopbackHost.startApart()) : Optional.empty();
    }

    /** Writes the test that {@code espalier run} is given. */
    void write(Path test, Optional<LoopbackHost> host) throws IOException, InterruptedException {
        Files.writeString(test.resolve("machines.json"), """
                {"vms": {"one": {%s}, "two": {%s}}, "vlans": [1], "global_timeout": 100}""".formatted(
                host.map(LoopbackHost::configuration).orElse(one), host.map(LoopbackHost::configuration).orElse(two)));
        Files.writeString(test.resolve("test.java"), Scripts.COMMANDS + besides + Scripts.END);
        if (this == SCRIPTED) {
            var image = ImageCache.ofUser().get(new ImageSpec.Tiny(), step -> {});
            var initrd = new GuestSeed("one", List.of(), List.of()).appendTo(image.initrd(), test.resolve("initrd"));
            Files.setPosixFilePermissions(
                    Files.writeString(test.resolve(Machines.START_SCRIPT),
                            Scripts.START.formatted(image.kernel(), initrd)),
                    PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static final class Machines {
        static final String START_SCRIPT = "run-one-vm";
        static final String LOCAL = "\"backend\": \"local\", \"vlans\": []";
        static final String NSPAWN = "\"backend\": \"nspawn\", \"vlans\": [1]";
        static final String QEMU = "\"backend\": \"qemu\", \"vlans\": [1], \"memory_mib\": 256";
        static final String SCRIPTED = "\"start_script\": \"" + START_SCRIPT + "\", \"vlans\": [1]";

        private Machines() {}
    }

    private static final class Scripts {
        /** What is in each backend's pocket: commands, an output, an input, a file, a wait, and two at once. */
        static final String COMMANDS = """
                startAll();
                subtest("commands", () -> {
                    one.succeed("echo one");
                    two.fail("exit 3");
                    if (one.succeed("head -c 100000 /dev/zero | tr '\\\\0' x").length() != 100000) {
                        throw new AssertionError("an output is short");
                    }
                });
                subtest("waits", () -> {
                    two.succeed("(sleep 0.3; touch /tmp/here) >/dev/null 2>&1 &");
                    two.waitForFile("/tmp/here", Duration.ofSeconds(40));
                });
                subtest("both at once", () -> waitAll(machines(), machine -> machine.succeed("sleep 0.2")));
                """;

        static final String SNAPSHOTS = """
                subtest("back to what was", () -> {
                    var kept = one.snapshot("kept");
                    one.succeed("rm -f /tmp/here; touch /tmp/later");
                    one.restore(kept);
                    one.fail("test -e /tmp/later");
                });
                """;

        static final String END = """
                one.succeed("true");
                two.succeed("true");
                log("%s");
                """.formatted(THROUGH);

        /** In short what NixOS's say; it is told a kernel and an initramfs. */
        static final String START = """
                #!/bin/sh
                cd "$TMPDIR"
                exec qemu-system-x86_64 -machine accel=kvm:tcg -cpu max -name one -m 256 -device virtio-rng-pci \\
                    -device virtio-net-pci,netdev=vlan1,mac=52:54:00:12:01:02 \\
                    -netdev vde,id=vlan1,sock="$QEMU_VDE_SOCKET_1" \\
                    -kernel '%s' -initrd '%s' -append "console=ttyS0 panic=-1 $QEMU_KERNEL_PARAMS" $QEMU_OPTS "$@"
                """;

        private Scripts() {}
    }
}
