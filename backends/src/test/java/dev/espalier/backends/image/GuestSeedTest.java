package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestSeedTest {

    @Test
    void saysOneFactALine() throws Exception {
        var seed = new GuestSeed("web",
                List.of(new GuestSeed.Card(0, "52:54:00:AB:01:01",
                        List.of(address("192.168.1.1", 24), address("2001:db8::1", 64))),
                        new GuestSeed.Card(2, "52:54:00:12:02:01", List.of())),
                List.of(host("192.168.1.1", "web"), host("192.168.1.2", "db", "db.example.org")));
        assertThat(seed.encoded()).isEqualTo("""
                hostname web
                nic 0 52:54:00:ab:01:01
                address 0 192.168.1.1/24
                address 0 2001:db8:0:0:0:0:0:1/64
                nic 2 52:54:00:12:02:01
                host 192.168.1.1 web
                host 192.168.1.2 db db.example.org
                """);
    }

    @Test
    void aHostNameThatNobodyMapsIsMappedToLoopback() {
        assertThat(new GuestSeed("lonely", List.of(), List.of()).encoded())
                .isEqualTo("hostname lonely\nhost 127.0.1.1 lonely\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "$(reboot)", "a;b", "a\nnic 0 x", "-a", "a-", "a_b", "a.b", "`id`", "*", "ä"})
    void refusesWhatIsNotAHostName(String name) {
        assertThatThrownBy(() -> new GuestSeed(name, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "$(reboot)", "a\nb", "a..b", ".a", "a.", "a/b", "\\"})
    void refusesWhatIsNotANameForHosts(String name) throws Exception {
        var ip = InetAddress.getByName("192.168.1.1");
        assertThatThrownBy(() -> new GuestSeed.Host(ip, List.of("good", name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "52:54:00:12:01", "52:54:00:12:01:0g", "52-54-00-12-01-01", "52:54:00:12:01:01 x"})
    void refusesWhatIsNotAMacAddress(String mac) {
        assertThatThrownBy(() -> new GuestSeed.Card(0, mac, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNumbersOutOfRangeAndIndicesGivenTwice() throws Exception {
        var card = new GuestSeed.Card(1, "52:54:00:12:01:01", List.of());
        assertThatThrownBy(() -> new GuestSeed("a", List.of(card, card), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuestSeed.Card(-1, card.mac(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address("192.168.1.1", 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> address("::1", 129)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuestSeed.Host(InetAddress.getLoopbackAddress(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesOutTheZoneOfAScopedAddress() throws Exception {
        var scoped = java.net.Inet6Address.getByAddress("a", InetAddress.getByName("fe80::1").getAddress(), 1);
        assertThat(new GuestSeed.Address(scoped, 64).text()).isEqualTo("fe80:0:0:0:0:0:0:1/64");
    }

    @Test
    void isAppendedBehindTheInitramfs(@TempDir Path directory) throws Exception {
        var initrd = directory.resolve("initrd");
        try (var out = Files.newOutputStream(initrd)) {
            CpioArchive.write(List.of(CpioArchive.File.of("init", 0755, new byte[]{1, 2, 3})), out);
        }
        Files.setPosixFilePermissions(initrd, PosixFilePermissions.fromString("r--r--r--"));
        var before = Files.readAllBytes(initrd);
        var seed = new GuestSeed("web", List.of(), List.of());
        var target = seed.appendTo(initrd, directory.resolve("copy"));

        assertThat(initrd).hasBinaryContent(before);
        assertThat(Files.getPosixFilePermissions(target)).contains(PosixFilePermission.OWNER_WRITE);
        var all = Files.readAllBytes(target);
        assertThat(all).startsWith(before);
        assertThat(before.length % 4).isZero();
        var tail = java.util.Arrays.copyOfRange(all, before.length, all.length);
        try (var archive = new CpioArchiveInputStream(new java.io.ByteArrayInputStream(tail))) {
            assertThat(archive.getNextEntry().getName()).isEqualTo("espalier");
            assertThat(archive.getNextEntry().getName()).isEqualTo("espalier/seed");
            assertThat(new String(archive.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(seed.encoded());
        }
    }

    @Test
    void beginsWhereTheKernelLooksForMore(@TempDir Path directory) throws Exception {
        var compressed = Files.write(directory.resolve("initrd"), new byte[]{31, 7, 7, 7, 7});
        var seed = new GuestSeed("web", List.of(), List.of());
        var all = Files.readAllBytes(seed.appendTo(compressed, directory.resolve("copy")));
        assertThat(all).startsWith(31, 7, 7, 7, 7, 0, 0, 0);
        assertThat(new String(all, 8, 6, StandardCharsets.US_ASCII)).isEqualTo("070701");
    }

    private static GuestSeed.Address address(String literal, int prefixLength) throws Exception {
        return new GuestSeed.Address(InetAddress.getByName(literal), prefixLength);
    }

    private static GuestSeed.Host host(String literal, String... names) throws Exception {
        return new GuestSeed.Host(InetAddress.getByName(literal), List.of(names));
    }
}
