package dev.espalier.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LoopbackGateTest {
    private static final int LARGE = 5_000_000;

    private final Path target;
    private final List<ServerSocketChannel> held = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    LoopbackGateTest(@TempDir Path directory) {
        this.target = directory.resolve("target");
    }

    private ChildSpec gate(int wanted) {
        return ChildSpec.worker("gate", LoopbackGate.at(wanted, target, port::complete)).restart(Restart.TEMPORARY);
    }

    private Socket client() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), port.join());
        client.setSoTimeout((int) Nursery.PATIENCE.toMillis());
        return client;
    }

    /** From now on each client is answered, when it has said all, with all that it has said. */
    private void echoAtTheEnd() throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(target), LoopbackGate.MOST_CLIENTS);
        held.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var client = server.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    @AfterEach
    void closeAll() throws IOException {
        for (var server : held) {
            server.close();
        }
    }

    private static void answer(SocketChannel client) {
        try (client) {
            var said = Channels.newInputStream(client).readAllBytes();
            Channels.newOutputStream(client).write(said);
        } catch (IOException gone) {
            // the client went first
        }
    }

    @Test
    @DisplayName("a client that has said all is answered: the ends of the two directions are passed on apart")
    void halfClosed() throws Exception {
        echoAtTheEnd();
        try (var nursery = Nursery.of(gate(0))) {
            nursery.awaitUp("gate");
            try (var client = client()) {
                client.getOutputStream().write(new byte[LARGE]);
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes()).hasSize(LARGE);
            }
        }
    }

    @Test
    @DisplayName("many clients at once get each its own answer")
    void many() throws Exception {
        echoAtTheEnd();
        try (var nursery = Nursery.of(gate(0))) {
            nursery.awaitUp("gate");
            var clients = new ArrayList<Socket>();
            for (int number = 0; number < 200; number++) {
                clients.add(client());
                clients.getLast().getOutputStream().write(number);
            }
            for (int number = 199; number >= 0; number--) {
                try (var client = clients.get(number)) {
                    client.shutdownOutput();
                    assertThat(client.getInputStream().readAllBytes()).containsExactly(number);
                }
            }
        }
    }

    @Test
    @DisplayName("where nobody is, a client's connection ends; the next client finds who has come meanwhile")
    void nobody() throws Exception {
        try (var nursery = Nursery.of(gate(0))) {
            nursery.awaitUp("gate");
            try (var client = client()) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            echoAtTheEnd();
            try (var client = client()) {
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("a port that is taken is a failed start with what the system says")
    void taken() throws Exception {
        try (var first = Nursery.of(gate(0))) {
            first.awaitUp("gate");
            try (var second = Nursery.of(gate(port.join()))) {
                assertThat(second.awaitEnd("gate").cause().orElseThrow()).isInstanceOf(BindException.class);
            }
        }
    }

    @Test
    @DisplayName("with the gate end its connections, and its port is free again")
    void ended() throws Exception {
        echoAtTheEnd();
        try (var nursery = Nursery.of(gate(0))) {
            nursery.awaitUp("gate");
            try (var client = client()) {
                client.getOutputStream().write(1);
                nursery.terminate("gate");
                nursery.awaitEnd("gate");
                assertThat(endOf(client)).isEqualTo(-1);
            }
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);
        }
    }

    /** A reset is as good an end as an orderly one. */
    private static int endOf(Socket client) throws IOException {
        try {
            return client.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
