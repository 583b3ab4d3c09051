package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest with systemd and a disk that goes down and comes up again. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "mmdebstrap", "mke2fs", "sshd", "ssh-keygen"})
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianRebootIT {
    private static final ImageSpec.Debian IMAGE = new ImageSpec.Debian(List.of("nginx-light"));
    private static final Duration LONG = Duration.ofMinutes(4);

    /** Loads a kernel and starts it, without a word to anybody. */
    private static final String KEXEC = """
            perl -e 'open(KERNEL, "<", "/run/kernel") && open(INITRD, "<", "/run/initrd") && open(LINE, "<", "/proc/cmdline")
                or die "no file: $!";
            chomp(my $line = <LINE>);
            $line .= "\\0";
            syscall(320, fileno(KERNEL), fileno(INITRD), length($line), $line, 0) == 0 or die "kexec_file_load: $!";
            syscall(169, 0xfee1dead, 672274793, 0x45584543, 0);
            die "kexec: $!"'
            """;

    private TestingCluster test;
    private Machine one;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, LONG, NodeSpec.of("one", IMAGE));
        one = test.machine("one");
        one.start(StartOptions.allowReboot());
        one.waitForShell();
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
    }

    private String bootId() {
        return one.succeed("cat /proc/sys/kernel/random/boot_id");
    }

    @Test
    @DisplayName("reboot stops services in good order, and the disk is as they left it")
    void orderly() {
        var before = bootId();
        one.succeed("systemd-run --unit=orderly --remain-after-exit"
                + " --property='ExecStop=/bin/sh -c \"echo stopped >/root/orderly\"' true");
        one.reboot();
        assertThat(bootId()).isNotEqualTo(before);
        assertThat(one.succeed("cat /root/orderly")).isEqualTo("stopped\n");
        one.waitForUnit("multi-user.target", LONG);
    }

    @Test
    @DisplayName("as a host by SSH, reached by a forwarded port, it reboots, too, and its next boot is reached by itself")
    void bySsh(@TempDir Path directory) throws Exception {
        var sshd = BorrowedSshd.in(one, Files.createDirectory(directory.resolve("keys")));
        var host = test.cluster.createMachine(sshd.node("host"));
        host.start(StartOptions.allowReboot());
        var before = bootId();
        assertThat(host.succeed("cat /proc/sys/kernel/random/boot_id")).isEqualTo(before);
        var running = host.start("sleep 1000");
        host.reboot();
        assertThatThrownBy(running::await).isInstanceOf(MachineRebooted.class);
        assertThat(host.succeed("cat /proc/sys/kernel/random/boot_id")).isNotEqualTo(before).isEqualTo(bootId());
        assertThat(one.waitForReboot(LONG)).isEqualTo(RebootReason.GUEST);
    }

    @Test
    @DisplayName("a watchdog of the kernel's own resets the guest as the guest would itself")
    void softdog() {
        assertThatThrownBy(() -> one.execute("modprobe softdog soft_margin=2; exec 9>/dev/watchdog; sleep 1000"))
                .isInstanceOfSatisfying(MachineRebooted.class,
                        rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.GUEST));
        assertThat(one.waitForReboot(LONG)).isEqualTo(RebootReason.GUEST);
        one.succeed("true");
    }

    @Test
    @DisplayName("a kernel that starts another gives no sign, and is known by the boot that answers")
    void kexec() throws Exception {
        var before = bootId();
        copy(TestingCluster.images().get(IMAGE, progress -> {}).kernel(), "/run/kernel");
        copy(initrd(), "/run/initrd");
        var running = one.start("sleep 1000");
        assertThatThrownBy(() -> one.execute(KEXEC)).isInstanceOfSatisfying(MachineRebooted.class,
                rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.KEXEC));
        assertThatThrownBy(running::await).isInstanceOf(MachineRebooted.class);
        assertThat(bootId()).isNotEqualTo(before);
        assertThat(one.waitForReboot(LONG)).isEqualTo(RebootReason.KEXEC);
        one.fail("test -e /run/kernel");
    }

    /** What the machine has booted, with its seed. */
    private Path initrd() throws IOException {
        try (var files = Files.walk(test.runBase)) {
            return files.filter(file -> file.endsWith("initrd")).findFirst().orElseThrow();
        }
    }

    private void copy(Path file, String to) throws IOException {
        assertThat(
                one.stream("cat >" + to, CommandOptions.DEFAULT.stdin(file), OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream()))
                .isZero();
    }
}
