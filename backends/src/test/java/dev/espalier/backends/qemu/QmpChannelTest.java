package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try")
class QmpChannelTest {
    private static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n";

    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();
    private final Nursery nursery;
    private final Path socket;

    QmpChannelTest(@TempDir Path directory) throws Exception {
        socket = directory.resolve("qmp");
        nursery = Nursery.of(ChildSpec.worker("qmp", QmpChannel.over(new UnixListener(socket), events::add)));
        nursery.awaitUp("qmp");
    }

    @AfterEach
    void close() {
        nursery.close();
    }

    /** QEMU's end of the channel. */
    private record Qemu(SocketChannel channel, BufferedReader requests) implements AutoCloseable {
        Qemu(SocketChannel channel) {
            this(channel, new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)));
        }

        void say(String text) throws IOException {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        void negotiate() throws IOException {
            say(GREETING);
            assertThat(requests.readLine()).contains("\"execute\":\"qmp_capabilities\"");
            say("{\"return\": {}, \"id\": 0}\r\n");
        }

        void event(String name, String data) throws IOException {
            say("{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"" + name + "\", \"data\": " + data
                    + "}\r\n");
        }

        boolean hearsTheEnd() throws IOException {
            try {
                return requests.readLine() == null;
            } catch (IOException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Qemu qemu() throws IOException {
        return new Qemu(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    private MachineEvent nextEvent() throws InterruptedException {
        return events.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("it tells how a guest ends")
    void ends() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("SHUTDOWN", "{\"guest\": true, \"reason\": \"guest-shutdown\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestPoweredOff());
            qemu.event("SHUTDOWN", "{\"guest\": true, \"reason\": \"guest-reset\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
            qemu.event("SHUTDOWN", "{\"guest\": true, \"reason\": \"guest-panic\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestPanicked());
            qemu.event("GUEST_PANICKED", "{\"action\": \"poweroff\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestPanicked());
            qemu.event("RESET", "{\"guest\": true, \"reason\": \"guest-reset\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
        }
    }

    @Test
    @DisplayName("events of no interest, and ends that the host asked for, are told to nobody")
    void otherEvents() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("NIC_RX_FILTER_CHANGED", "{}");
            qemu.event("SHUTDOWN", "{\"guest\": false, \"reason\": \"host-signal\"}");
            qemu.event("RESET", "{}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
        }
    }

    @Test
    @DisplayName("an event in pieces is an event, and two at once are two")
    void pieces() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            for (var letter : "{\"event\":\"RESET\"}\r\n{\"event\":\"GUEST_PANICKED\"}\r\n".toCharArray()) {
                qemu.say(String.valueOf(letter));
            }
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestPanicked());
        }
    }

    @Test
    @DisplayName("when QEMU hangs up it waits for the next connection, half a line or not")
    void hangUp() throws Exception {
        for (int time = 0; time < 5; time++) {
            try (var qemu = qemu()) {
                qemu.negotiate();
                qemu.event("RESET", "{}");
                assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
                qemu.say("{\"event\": ");
            }
        }
    }

    @Test
    @DisplayName("on anything that is not QMP it fails, hangs up, and is started anew to hear QEMU again")
    void garbage() throws Exception {
        for (int time = 0; time < 20; time++) {
            try (var qemu = qemu()) {
                qemu.negotiate();
                qemu.say("SSH-2.0-OpenSSH_9.2\r\n");
                assertThat(nursery.awaitEnd("qmp")).isInstanceOf(ExitReason.Failed.class);
                assertThat(qemu.hearsTheEnd()).isTrue();
            }
            nursery.awaitUp("qmp");
        }
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("RESET", "{}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
        }
    }

    @Test
    @DisplayName("a refused command is a failure")
    void refusal() throws Exception {
        try (var qemu = qemu()) {
            qemu.say(GREETING);
            qemu.say("{\"id\": 0, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n");
            assertThat(nursery.awaitEnd("qmp")).isInstanceOf(ExitReason.Failed.class);
        }
    }

    @Test
    @DisplayName("asked to stop, it hears QEMU's last event")
    void lastEvent() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("RESET", "{}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
            qemu.event("SHUTDOWN", "{\"reason\": \"guest-shutdown\"}");
        }
        nursery.terminate("qmp");
        assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestPoweredOff());
    }
}
