package dev.espalier.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.espalier.runtime.network.NetworkPlan.Port;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 52:54:00:00:00:00", "1, 2, 52:54:00:01:00:02", "258, 65535, 52:54:01:02:ff:ff"})
    @DisplayName("a hardware address is made of VLAN and machine")
    void hardwareAddress(int vlan, int machine, String address) {
        assertThat(new MacAddress(vlan, machine)).hasToString(address);
    }

    @Test
    @DisplayName("it is unicast and locally administered")
    void kind() {
        var first = Integer.parseInt(new MacAddress(65535, 65535).toString().substring(0, 2), 16);
        assertThat(first & 1).isZero();
        assertThat(first & 2).isEqualTo(2);
    }

    @Test
    @DisplayName("it is the same in a country that writes other digits")
    void digits() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new MacAddress(1, 2)).hasToString("52:54:00:01:00:02");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, -1", "65536, 1", "1, 65536"})
    @DisplayName("larger numbers than an address has room for are refused")
    void noHardwareAddress(int vlan, int machine) {
        assertThatThrownBy(() -> new MacAddress(vlan, machine)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 192.168.1.1, 2001:db8:1::1", "254, 253, 192.168.254.253, 2001:db8:254::253"})
    @DisplayName("a machine's addresses are those that the NixOS driver gives it")
    void addresses(int vlan, int machine, String ipv4, String ipv6) {
        assertThat(new Subnet(vlan).ipv4(machine)).isEqualTo(ipv4);
        assertThat(new Subnet(vlan).ipv6(machine)).isEqualTo(ipv6);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 255, 256})
    @DisplayName("there is no network and no host address, and no VLAN beyond a byte")
    void noAddress(int number) {
        assertThatThrownBy(() -> new Subnet(number)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subnet(1).ipv4(number)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Subnet(1).ipv6(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a plan makes a bridge for each VLAN, then the TAPs")
    void plan() {
        assertThat(new NetworkPlan(Set.of(1, 2, 3), List.of(new Port(2, 1), new Port(1, 1), new Port(2, 3))).commands())
                .containsExactly(
                        "link add br1 address 52:54:00:01:00:fe type bridge", "link set br1 up",
                        "link add br2 address 52:54:00:02:00:fe type bridge", "link set br2 up",
                        "link add br3 address 52:54:00:03:00:fe type bridge", "link set br3 up",
                        "tuntap add dev t1v2 mode tap", "link set t1v2 master br2 up",
                        "tuntap add dev t1v1 mode tap", "link set t1v1 master br1 up",
                        "tuntap add dev t3v2 mode tap", "link set t3v2 master br2 up");
        assertThat(new NetworkPlan(Set.of(), List.of()).commands()).isEmpty();
    }

    @Test
    @DisplayName("a VLAN has one address that is no machine's")
    void gateway() {
        assertThat(new Subnet(7).gateway()).isEqualTo("192.168.7.254/24");
        assertThat(new Subnet(7).gatewayIpv6()).isEqualTo("2001:db8:7::254/64");
        assertThatThrownBy(() -> new Subnet(7).ipv4(254)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("an interface's name fits what Linux allows")
    void names() {
        assertThat(new Port(65535, 65535).name().length()).isLessThanOrEqualTo(15);
    }
}
