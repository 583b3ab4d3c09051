package dev.espalier.backends.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
    @ParameterizedTest
    @CsvSource({"web, root, web, 22", "me@web, me, web, 22", "me@web.example:2222, me, web.example, 2222",
            "[::1]:2222, root, ::1, 2222", "me@[fe80::1%eth0], me, fe80::1%eth0, 22", "10.0.0.1:1, root, 10.0.0.1, 1"})
    @DisplayName("what has a host and perhaps a user and a port is an address")
    void addresses(String text, String user, String host, int port) {
        assertThat(HostAddress.parse(text)).contains(new HostAddress(user, host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@web", "web:", "web:x", "web:0", "web:65536", "web:123456", "::1", "a b", "me@",
            "a@b@c"})
    @DisplayName("anything else is none")
    void others(String text) {
        assertThat(HostAddress.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("known hosts have a port only if it is not the usual one")
    void knownAs() {
        assertThat(new HostAddress("root", "web", 22).knownAs()).isEqualTo("web");
        assertThat(new HostAddress("root", "web", 23).knownAs()).isEqualTo("[web]:23");
        assertThat(new HostAddress("root", "::1", 22)).hasToString("root@[::1]:22");
    }
}
