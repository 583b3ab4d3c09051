package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.command.CommandHandle;
import dev.espalier.error.CommandLost;
import dev.espalier.error.UnitFailed;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest whose systemd starts in its initial RAM disk, and does not go on from there by itself. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SwitchRootIT {
    private static final ImageSpec.Debian IMAGE = new ImageSpec.Debian(List.of("nginx-light"));
    private static final Duration LONG = Duration.ofMinutes(4);

    /** Makes a first stage of the root file system's own programs, in memory, as systemd wants it. */
    private static final String INIT = """
            #!/bin/sh
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            mount -t tmpfs -o mode=755 tmpfs /run
            /lib/espalier/load-modules
            mount -t tmpfs -o mode=755 tmpfs /root
            mount -t ext4 /dev/vda /mnt
            cd /mnt
            mkdir -p /root/usr/lib /root/sysroot /root/proc /root/sys /root/dev /root/run /root/tmp /root/var/log /root/root
            cp -a bin sbin lib lib64 etc /root
            cp -a usr/bin usr/sbin usr/lib64 /root/usr
            for part in usr/lib/*; do [ "$part" = usr/lib/modules ] || cp -a "$part" /root/usr/lib; done
            cd /
            touch /root/etc/initrd-release
            ln -s /dev/null /root/etc/systemd/system/initrd-parse-etc.service
            mount --move /mnt /root/sysroot
            /lib/espalier/apply-seed /root/sysroot
            for directory in proc sys dev run; do mount --move /$directory /root/$directory; done
            exec switch_root /root /lib/systemd/systemd
            """;

    @Test
    @DisplayName("commands after switchRoot run on the root file system, many at once; those before it are over")
    void onTheRootFileSystem(@TempDir Path directory) throws Exception {
        var node = NodeSpec.of("one", new ImageSpec.Files(inTwoStages(directory))).memoryMib(1024);
        try (var test = new TestingCluster(directory, LONG, node)) {
            var one = test.machine("one");
            one.waitForUnit("initrd.target", LONG);
            one.succeed("test -e /etc/initrd-release");
            var bootId = one.succeed("cat /proc/sys/kernel/random/boot_id");
            var ofTheFirstStage = one.start("sleep 1000");

            one.switchRoot();

            one.succeed("test ! -e /etc/initrd-release", "[ $(stat --file-system --format=%T /) = ext2/ext3 ]");
            assertThat(one.succeed("cat /proc/sys/kernel/random/boot_id")).isEqualTo(bootId);
            assertThat(catchThrowable(ofTheFirstStage::await)).satisfiesAnyOf(
                    lost -> assertThat(lost).isInstanceOf(CommandLost.class),
                    itsBashCouldStillSay -> assertThat(itsBashCouldStillSay).isNull());
            atOnce(one, 8);
            one.waitForUnit("nginx", LONG);
        }
    }

    private static void atOnce(Machine machine, int commands) {
        var began = Instant.now();
        Stream.generate(() -> machine.start("sleep 2")).limit(commands).toList().forEach(CommandHandle::await);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2L * commands));
    }

    @Test
    @DisplayName("a guest that has no initial RAM disk, or has left it, is told from one that hangs there")
    void notThere(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory, LONG, NodeSpec.of("one", IMAGE))) {
            var one = test.machine("one");
            one.waitForUnit("multi-user.target", LONG);
            assertThatThrownBy(one::switchRoot).isInstanceOf(UnitFailed.class).hasMessageContaining("initrd.target");
        }
    }

    private static GuestImage inTwoStages(Path directory) throws IOException, InterruptedException {
        var debian = TestingCluster.images().get(IMAGE, progress -> {});
        var initrd = Files.copy(debian.initrd(), directory.resolve("initrd"));
        try (var archive = new CpioArchiveOutputStream(Files.newOutputStream(initrd, StandardOpenOption.APPEND))) {
            var script = INIT.getBytes(StandardCharsets.US_ASCII);
            var init = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, "init", script.length);
            init.setMode(CpioConstants.C_ISREG | 0755);
            archive.putArchiveEntry(init);
            archive.write(script);
            archive.closeArchiveEntry();
        }
        return new GuestImage(debian.kernel(), initrd, debian.rootDisk(), debian.kernelParameters());
    }
}
