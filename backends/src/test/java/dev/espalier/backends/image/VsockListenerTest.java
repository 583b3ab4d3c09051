package dev.espalier.backends.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Few hosts have a vsock to connect to themselves by, so the listener is tried on TCP: it differs in two numbers alone. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class VsockListenerTest {
    private static final int FAMILY_AT = 0x78 + 6;
    private static final int ADDRESS_BYTES = 16;
    private static final byte AF_VSOCK = 40;
    private static final byte AF_INET = 2;

    private static byte[] onTcp(int port) {
        var program = VsockListener.program();
        var address = program.length - ADDRESS_BYTES;
        assertThat(program[FAMILY_AT]).isEqualTo(AF_VSOCK);
        assertThat(program[address]).isEqualTo(AF_VSOCK);
        return ByteBuffer.wrap(program)
                .put(FAMILY_AT, AF_INET)
                .put(address, AF_INET)
                .putShort(address + 2, (short) port)
                .put(address + 4, InetAddress.getLoopbackAddress().getAddress())
                .array();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    @DisplayName("it names the port that hosts knock at")
    void port() {
        var program = VsockListener.program();
        assertThat(ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).getInt(program.length - 12)).isEqualTo(1234);
    }

    @Test
    @DisplayName("each connection is the input and output of a program of its own, with the listener's environment")
    void serves(@TempDir Path directory) throws Exception {
        var port = freePort();
        var file = Files.write(directory.resolve("listener"), onTcp(port));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder(file.toString(), "/bin/sh", "-s", "one", "two").inheritIO();
        builder.environment().put("WORD", "wall");
        var listener = builder.start();
        try {
            var peers = new ArrayList<Socket>();
            for (int peer = 0; peer < 3; peer++) {
                peers.add(connected(port, listener));
            }
            for (var peer : peers) {
                peer.getOutputStream().write("echo $WORD $2; exit\n".getBytes(StandardCharsets.US_ASCII));
            }
            for (var peer : peers) {
                try (peer) {
                    assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .isEqualTo("wall two\n");
                }
            }
        } finally {
            listener.destroyForcibly().waitFor();
        }
    }

    private static Socket connected(int port, Process listener) throws IOException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                if (!listener.isAlive()) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
