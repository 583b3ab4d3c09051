package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTools({"unshare", "depmod", "mmdebstrap", "mke2fs", "qemu-system-x86_64"})
class DebianImageIT {
    /** Its condition is that there is no virtio console; the guest is its own host then. */
    private static final String VSOCK_SHELL_AS_IF_NEEDED = "modprobe vsock_loopback; d=vsock-shell.service.d;"
            + " mkdir /run/systemd/system/$d; printf '[Unit]\\nConditionPathExists=\\n' >/run/systemd/system/$d/always.conf;"
            + " systemctl daemon-reload; systemctl start vsock-shell;"
            + " echo 'echo $HOME; exit' | socat -t60 - VSOCK-CONNECT:1:1234,retry=100,interval=0.2";

    @TempDir
    Path directory;

    private final GuestImage image = TestImages.get(new ImageSpec.Debian(List.of("nginx-light")));

    @ParameterizedTest
    @ValueSource(strings = {"q35", "microvm,acpi=on,pcie=off,rtc=on"})
    void reachesMultiUserWithItsSeedAndItsService(String machine) throws Exception {
        var card = new GuestSeed.Card(0, "52:54:00:12:01:01",
                List.of(new GuestSeed.Address(InetAddress.getByName("192.168.1.1"), 24),
                        new GuestSeed.Address(InetAddress.getByName("2001:db8:1::1"), 64)));
        var seed = new GuestSeed("web", List.of(card),
                List.of(new GuestSeed.Host(InetAddress.getByName("192.168.1.1"), List.of("web"))));
        var device = machine.startsWith("microvm") ? "virtio-net-device" : "virtio-net-pci";
        var start = Instant.now();
        try (var guest = QemuGuest.boot(image, seed, machine, directory,
                List.of("-netdev", "hubport,hubid=0,id=n0", "-device", device + ",netdev=n0,mac=" + card.mac()))) {
            System.out.println(machine + ": root shell after " + Duration.between(start, Instant.now()));
            assertThat(guest.ask("hostname; cat /etc/hostname")).isEqualTo("web\nweb");
            assertThat(guest.ask("ip -o addr show eth0")).contains("192.168.1.1/24", "2001:db8:1::1/64");
            assertThat(guest.ask("systemctl is-system-running --wait; systemctl --failed --no-legend"))
                    .isEqualTo("running");
            System.out.println(machine + ": running after " + Duration.between(start, Instant.now()));
            assertThat(guest.ask("systemctl is-active nginx multi-user.target")).isEqualTo("active\nactive");
            assertThat(guest.ask("curl -s -o /dev/null -w '%{http_code}' http://web/")).isEqualTo("200");
            assertThat(Integer.parseInt(guest.ask("df -m --output=avail / | tail -1"))).isGreaterThan(900);
            guest.send("systemctl poweroff\n");
            assertThat(guest.awaitExit()).isZero();
        }
    }

    @Test
    void loadsFurtherModulesRespawnsItsShellAndObeysItsPowerButton() throws Exception {
        try (var guest = QemuGuest.boot(image, image.initrd(), "q35", directory, List.of())) {
            assertThat(guest.ask("modprobe nf_tables && grep -c ^nf_tables /proc/modules")).isEqualTo("1");
            assertThat(guest.ask(VSOCK_SHELL_AS_IF_NEEDED)).isEqualTo("/root");
            guest.send("exit\n");
            guest.awaitBanner();
            assertThat(guest.ask("ip -o -4 addr show lo")).contains("127.0.0.1/8");
            assertThat(guest.ask("systemctl is-system-running --wait")).isEqualTo("running");
            guest.pressPowerButton();
            assertThat(guest.awaitExit()).isZero();
        }
    }
}
