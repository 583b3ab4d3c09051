package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTools({"unshare", "depmod", "qemu-system-x86_64"})
class TinyImageIT {
    @TempDir
    Path directory;

    private final GuestImage image = TestImages.get(new ImageSpec.Tiny());

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc", "microvm,acpi=on,pcie=off,rtc=on"})
    void bootsWithItsSeedOnEveryMachineType(String machine) throws Exception {
        var seed = new GuestSeed("web",
                List.of(new GuestSeed.Card(1, "52:54:00:12:01:02", List.of(address("192.168.1.1", 24))),
                        new GuestSeed.Card(0, "52:54:00:12:01:01",
                                List.of(address("192.168.2.1", 24), address("2001:db8:2::1", 64)))),
                List.of(new GuestSeed.Host(InetAddress.getByName("192.168.1.2"), List.of("db", "db.test"))));
        try (var guest = QemuGuest.boot(image, seed, machine, directory, cards(machine))) {
            assertThat(guest.ask("hostname")).isEqualTo("web");
            assertThat(guest.ask("ip -o -4 addr show eth1")).contains("192.168.1.1/24");
            assertThat(guest.ask("ip -o addr show eth0")).contains("192.168.2.1/24", "2001:db8:2::1/64")
                    .doesNotContain("tentative");
            assertThat(guest.ask("cat /sys/class/net/eth1/address")).isEqualTo("52:54:00:12:01:02");
            assertThat(guest.ask("cat /etc/hosts")).contains("127.0.0.1 localhost", "192.168.1.2 db db.test",
                    "127.0.1.1 web");
            assertThat(guest.ask("ping -c 1 -W 5 web >&2; echo $?")).isEqualTo("0");
            assertThat(guest.ask("echo $PWD $HOME $USER ${BASH_VERSION%%.*}")).isEqualTo("/tmp /root root 5");
        }
    }

    @Test
    void bootsWithItsSeedBehindACompressedInitramfs() throws Exception {
        var compressed = directory.resolve("compressed");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(image.initrd(), gzip);
        }
        Files.write(compressed, new byte[(int) (5 - Files.size(compressed) % 4) % 4], StandardOpenOption.APPEND);
        assertThat(Files.size(compressed) % 4).isEqualTo(1);
        var of = new GuestImage(image.kernel(), compressed, image.rootDisk(), image.kernelParameters());
        var seed = new GuestSeed("packed", List.of(), List.of());
        try (var guest = QemuGuest.boot(of, seed, "q35", directory, List.of())) {
            assertThat(guest.ask("hostname")).isEqualTo("packed");
        }
    }

    private static List<String> cards(String machine) {
        var device = machine.startsWith("microvm") ? "virtio-net-device" : "virtio-net-pci";
        return List.of("-netdev", "hubport,hubid=0,id=n0", "-device", device + ",netdev=n0,mac=52:54:00:12:01:01",
                "-netdev", "hubport,hubid=1,id=n1", "-device", device + ",netdev=n1,mac=52:54:00:12:01:02");
    }

    @Test
    void bootsWithoutASeedAndPowersOff() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of())) {
            assertThat(guest.ask("ip -o -4 addr show lo")).contains("127.0.0.1/8");
            guest.send("poweroff\n");
            assertThat(guest.awaitExit()).isZero();
            assertThat(guest.serialLog()).contains("Power down");
        }
    }

    @Test
    void reboots() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of())) {
            guest.send("reboot\n");
            assertThat(guest.awaitExit()).isZero();
            assertThat(guest.serialLog()).contains("Restarting system");
        }
    }

    @Test
    void obeysItsPowerButton() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of())) {
            guest.pressPowerButton();
            assertThat(guest.awaitExit()).isZero();
            assertThat(guest.serialLog()).contains("Power down");
        }
    }

    @Test
    void hasWhatTheDriverAndTestsUse() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of("-device", "pvpanic-pci"))) {
            assertThat(guest.ask("(exit 3) | (base64 -w 0; echo); echo ${PIPESTATUS[0]}")).isEqualTo("3");
            assertThat(guest.ask("printf 'a\\nb' | (base64 -w 0; echo)")).isEqualTo("YQpi");
            assertThat(guest.ask("timeout 1 sleep 5; echo $?")).isEqualTo("143");
            assertThat(guest
                    .ask("mkdir -p /tmp/www; echo hello >/tmp/www/x; httpd -h /tmp/www; wget -qO- localhost/x | wc -c"))
                    .isEqualTo("6");
            assertThat(guest.ask("(echo hi | nc -l -p 99 >&2 &); usleep 300000; nc localhost 99 </dev/null"))
                    .isEqualTo("hi");
            assertThat(guest.ask("stty -a </dev/hvc0")).containsPattern("-icanon\\b").containsPattern("-echo\\b");
            assertThat(guest.ask("ls -l /bin/bash /proc/self/fd >/dev/null && echo yes")).isEqualTo("yes");
            assertThat(guest.serialLog()).doesNotContain("was not loaded");
        }
    }

    @Test
    void respawnsItsShellAndReapsOrphans() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of())) {
            guest.ask("(sleep 0.1 &) ; sleep 1");
            assertThat(guest.ask("ps -o stat,comm | grep -c ^Z")).isEqualTo("0");
            guest.send("exit\n");
            guest.awaitBanner();
            assertThat(guest.ask("echo back")).isEqualTo("back");
        }
    }

    private static GuestSeed.Address address(String literal, int prefixLength) throws Exception {
        return new GuestSeed.Address(InetAddress.getByName(literal), prefixLength);
    }
}
