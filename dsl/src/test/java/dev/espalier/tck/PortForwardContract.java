package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.error.NotOnNetwork;
import dev.espalier.error.PortUnavailable;
import dev.espalier.runtime.network.Subnet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is expected of ports of this host that lead to machines, which have busybox's {@code httpd} and {@code nc}. */
public abstract class PortForwardContract extends MachineContract {
    private static final int LARGE = 1_000_000;
    private static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";

    protected PortForwardContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(7, 1), backend.node("two").onVlans());
    }

    @Override
    protected void begin() {
        one.succeed("mkdir -p /run/www; echo hello >/run/www/index.html; httpd -h /run/www");
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void request(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String page(int port) throws IOException {
        try (var client = connect(port)) {
            request(client);
            return answer(client);
        }
    }

    @Test
    @DisplayName("a port of the guest is reached by one of this host's, which may be any or a certain one")
    void ports() throws Exception {
        var some = one.forwardPort(80);
        assertThat(page(some)).contains("200 OK", "hello");
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(one.forwardPort(free, 80)).isEqualTo(free).isNotEqualTo(some);
        assertThat(page(free)).contains("hello");
    }

    @Test
    @DisplayName("a port that somebody listens on is refused by its number, and nothing is left of the attempt")
    void taken() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = socket.getLocalPort();
            assertThatThrownBy(() -> one.forwardPort(port, 80)).isInstanceOf(PortUnavailable.class)
                    .hasMessageContainingAll("port " + port, "one", "in use", "0 for any");
        }
        assertThatThrownBy(() -> one.forwardPort(65536, 80)).hasMessageContaining("65536");
        assertThatThrownBy(() -> one.forwardPort(0)).hasMessageContaining("a port is 1 to 65535: 0");
        assertThatThrownBy(() -> cluster.machine("two").forwardPort(80)).isInstanceOf(NotOnNetwork.class);
    }

    @Test
    @DisplayName("who has said all hears the answer, however late it comes")
    void halfClosed() throws Exception {
        one.succeed("nc -ll -p 7000 -e sh -c 'wc -c; sleep 2; echo late' >/dev/null 2>&1 </dev/null &");
        one.waitForOpenPort(7000);
        try (var client = connect(one.forwardPort(7000))) {
            client.getOutputStream().write(new byte[LARGE]);
            client.shutdownOutput();
            assertThat(answer(client)).isEqualTo(LARGE + "\nlate\n");
        }
    }

    @Test
    @DisplayName("who listens on IPv6 alone is reached, too")
    void ipv6() throws Exception {
        var subnet = new Subnet(7);
        one.succeed("httpd -p '[" + subnet.ipv6(1) + "]:7001' -h /run/www");
        one.waitForOpenPort(7001, subnet.ipv6(1));
        one.waitForClosedPort(7001, subnet.ipv4(1));
        assertThat(page(one.forwardPort(7001))).contains("200 OK", "hello");
    }

    /** Each is greeted before the next comes: a guest's server lets few wait, and leaves the others to TCP's second tries. */
    @Test
    @DisplayName("a hundred connections at once are a hundred connections")
    void many() throws Exception {
        one.succeed("nc -ll -p 7002 -e sh -c 'echo hello; exec cat' >/dev/null 2>&1 </dev/null &");
        one.waitForOpenPort(7002);
        var port = one.forwardPort(7002);
        var clients = new ArrayList<Socket>();
        for (int number = 0; number < 100; number++) {
            var client = connect(port);
            clients.add(client);
            assertThat(new String(client.getInputStream().readNBytes(6), StandardCharsets.US_ASCII))
                    .isEqualTo("hello\n");
        }
        for (var client : clients.reversed()) {
            try (client) {
                request(client);
                client.shutdownOutput();
                assertThat(answer(client)).isEqualTo(REQUEST);
            }
        }
    }

    @Test
    @DisplayName("where the guest refuses, the connection ends; a guest that is started anew is reached as before")
    void refused() throws Exception {
        var nowhere = one.forwardPort(81);
        try (var client = connect(nowhere)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        var port = one.forwardPort(80);
        assertThat(page(port)).contains("hello");
        one.crash();
        one.start();
        begin();
        assertThat(page(port)).contains("hello");
    }

    @Test
    @DisplayName("the port is there before the machine is, and goes with the cluster")
    void closed(@TempDir Path directory) throws Exception {
        int port;
        try (var other = open(directory, nodes())) {
            port = other.machine(NAME).forwardPort(80);
            try (var client = connect(port)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(other.machine(NAME).isUp()).isFalse();
        }
        assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
    }
}
