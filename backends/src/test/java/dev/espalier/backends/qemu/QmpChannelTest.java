package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.QmpError;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.testing.Nursery;
import org.assertj.core.api.AbstractThrowableAssert;
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
    private final QmpClient client = new QmpClient();
    private final Nursery nursery;
    private final Path socket;

    QmpChannelTest(@TempDir Path directory) throws Exception {
        socket = directory.resolve("qmp");
        nursery = Nursery.of(ChildSpec.worker("qmp", QmpChannel.over(new UnixListener(socket), client, events::add)));
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

        /** The id of the next request, which is to be for {@code command}. */
        long asked(String command) throws IOException {
            var request = QmpMessage.JSON.readTree(requests.readLine());
            assertThat(request.path("execute").asText()).isEqualTo(command);
            return request.path("id").asLong();
        }

        void reply(long id, String value) throws IOException {
            say("{\"return\": " + value + ", \"id\": " + id + "}\r\n");
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

    private CompletableFuture<JsonNode> ask(String command) {
        return client.execute(command, QmpMessage.JSON.createObjectNode()).toCompletableFuture();
    }

    private static String text(CompletableFuture<JsonNode> answer) throws Exception {
        return answer.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).asText();
    }

    private static AbstractThrowableAssert<?, ?> assertThatFailureOf(CompletableFuture<JsonNode> answer) {
        return assertThatThrownBy(() -> answer.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS)).cause();
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
    @DisplayName("it tells who resets a guest, whether QEMU goes on or not")
    void resets() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("WATCHDOG", "{\"action\": \"reset\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.WatchdogFired());
            qemu.event("RESET", "{\"guest\": false, \"reason\": \"host-qmp-system-reset\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.HostReset());
            qemu.event("SHUTDOWN", "{\"guest\": false, \"reason\": \"host-qmp-system-reset\"}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.HostReset());
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
    @DisplayName("answers go to those who asked, in whatever order they come")
    void order() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            var first = ask("query-first");
            var second = ask("query-second");
            var third = ask("query-third");
            var ids = List.of(qemu.asked("query-first"), qemu.asked("query-second"), qemu.asked("query-third"));
            qemu.reply(ids.get(2), "\"three\"");
            assertThat(text(third)).isEqualTo("three");
            qemu.event("RESET", "{}");
            qemu.reply(ids.get(0), "\"one\"");
            qemu.reply(ids.get(1), "\"two\"");
            assertThat(text(first)).isEqualTo("one");
            assertThat(text(second)).isEqualTo("two");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
        }
    }

    @Test
    @DisplayName("what is asked before QEMU takes commands is asked when it does")
    void early() throws Exception {
        var early = ask("query-early");
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.reply(qemu.asked("query-early"), "\"late\"");
            assertThat(text(early)).isEqualTo("late");
        }
    }

    @Test
    @DisplayName("a refused command fails with QEMU's words, and the next one is answered")
    void refusedCommand() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            var refused = ask("nonsense");
            qemu.say("{\"id\": " + qemu.asked("nonsense")
                    + ", \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no nonsense\"}}\r\n");
            assertThatFailureOf(refused).isInstanceOfSatisfying(QmpError.class,
                    error -> assertThat(error)
                            .extracting(QmpError::command, QmpError::errorClass, QmpError::description)
                            .containsExactly("nonsense", "CommandNotFound", "no nonsense"));
            var next = ask("query-next");
            qemu.reply(qemu.asked("query-next"), "\"here\"");
            assertThat(text(next)).isEqualTo("here");
        }
    }

    @Test
    @DisplayName("an answer that nobody waits for harms nobody")
    void unasked() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            var asked = ask("query-once");
            var id = qemu.asked("query-once");
            qemu.reply(id + 1, "\"too early\"");
            qemu.reply(id, "\"once\"");
            qemu.reply(id, "\"twice\"");
            assertThat(text(asked)).isEqualTo("once");
            var next = ask("query-next");
            qemu.reply(qemu.asked("query-next"), "\"next\"");
            assertThat(text(next)).isEqualTo("next");
        }
    }

    @Test
    @DisplayName("when QEMU hangs up, what it was asked fails; a late answer on the next connection is nobody's")
    void hangUpWhileAsked() throws Exception {
        long id;
        CompletableFuture<JsonNode> lost;
        try (var qemu = qemu()) {
            qemu.negotiate();
            lost = ask("query-lost");
            id = qemu.asked("query-lost");
        }
        assertThatFailureOf(lost).isInstanceOf(ChannelLost.class).hasMessageContaining("query-lost");
        var next = ask("query-next");
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.reply(id, "\"late\"");
            qemu.reply(qemu.asked("query-next"), "\"next\"");
            assertThat(text(next)).isEqualTo("next");
        }
    }

    @Test
    @DisplayName("on garbage, what QEMU was asked fails, and what is asked then is answered by the channel started anew")
    void garbageWhileAsked() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            var lost = ask("query-lost");
            assertThat(qemu.asked("query-lost")).isPositive();
            qemu.say("HTTP/1.1 400 Bad Request\r\n");
            assertThatFailureOf(lost).isInstanceOf(ChannelLost.class);
        }
        nursery.awaitUp("qmp");
        var next = ask("query-next");
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.reply(qemu.asked("query-next"), "\"next\"");
            assertThat(text(next)).isEqualTo("next");
        }
    }

    @Test
    @DisplayName("an answer may be long")
    void longAnswer() throws Exception {
        try (var qemu = qemu()) {
            qemu.negotiate();
            var asked = ask("query-qmp-schema");
            var answer = "x".repeat(1024 * 1024);
            qemu.reply(qemu.asked("query-qmp-schema"), "\"" + answer + "\"");
            assertThat(text(asked)).isEqualTo(answer);
        }
    }

    @Test
    @DisplayName("a channel that is stopped with its QEMU leaves no question open")
    void stoppedWhileAsked() throws Exception {
        CompletableFuture<JsonNode> lost;
        try (var qemu = qemu()) {
            qemu.negotiate();
            lost = ask("query-lost");
            assertThat(qemu.asked("query-lost")).isPositive();
        }
        nursery.terminate("qmp");
        assertThatFailureOf(lost).isInstanceOf(ChannelLost.class);
    }

    @Test
    @DisplayName("an event is for whoever waits for it, or comes for it later")
    void eventsOfQemu() throws Exception {
        var later = client.event(event -> event.name().equals("POWERDOWN"), Nursery.PATIENCE).toCompletableFuture();
        try (var qemu = qemu()) {
            qemu.negotiate();
            qemu.event("RESET", "{\"guest\": true}");
            assertThat(nextEvent()).isEqualTo(new MachineEvent.GuestReset());
            assertThat(later).isNotDone();
            qemu.event("POWERDOWN", "{}");
            assertThat(later.get()).hasValueSatisfying(event -> assertThat(event.name()).isEqualTo("POWERDOWN"));
            var earlier = client.event(event -> event.data().path("guest").asBoolean(), Nursery.PATIENCE);
            assertThat(earlier.toCompletableFuture().get())
                    .hasValueSatisfying(event -> assertThat(event.name()).isEqualTo("RESET"));
        }
    }

    @Test
    @DisplayName("QEMU that does not take commands is a failure")
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
