package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try")
class PeerTest {

    @TempDir
    private Path directory;

    private final BlockingQueue<Peer.Event> events = new LinkedBlockingQueue<>();

    private UnixListener listener() {
        return new UnixListener(directory.resolve("s"));
    }

    private Guest connect() throws IOException {
        return Guest.connectedTo(directory.resolve("s"));
    }

    private <T extends Peer.Event> T await(Class<T> type) throws InterruptedException {
        return type.cast(events.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private String awaitText(int size) throws InterruptedException {
        var text = new ByteArrayOutputStream();
        while (text.size() < size) {
            text.writeBytes(await(Peer.Received.class).bytes());
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a peer connects, is heard and spoken to, and hangs up")
    void conversation() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            var wire = await(Peer.Connected.class).wire();
            wire.send("how do you do\n".getBytes(StandardCharsets.UTF_8));
            assertThat(guest.hear(14)).isEqualTo("how do you do\n");
            guest.say("how do");
            guest.say(" you do");
            assertThat(awaitText(13)).isEqualTo("how do you do");
            guest.close();
            await(Peer.Disconnected.class);
        }
    }

    @Test
    @DisplayName("a peer whose words nobody can take is told as unreachable, and is hung up on")
    void unheard() throws Exception {
        try (var peer = Peer.listen(listener(), event -> {
            if (event instanceof Peer.Received) {
                throw new IllegalStateException("no ear");
            }
            events.add(event);
        }); var guest = connect()) {
            await(Peer.Connected.class);
            guest.say("how do you do");
            assertThat(await(Peer.Unreachable.class).why()).hasRootCauseMessage("no ear");
            assertThat(guest.hear(1)).isEmpty();
        }
    }

    @Test
    @DisplayName("a peer may come back as often as it likes")
    void reconnection() throws Exception {
        try (var peer = Peer.listen(listener(), events::add)) {
            for (int time = 0; time < 20; time++) {
                try (var guest = connect()) {
                    await(Peer.Connected.class);
                    guest.say("number " + time);
                    assertThat(awaitText(8)).startsWith("number " + time);
                }
                await(Peer.Disconnected.class);
            }
        }
    }

    @Test
    @DisplayName("a second peer waits until the first has hung up")
    void oneAfterTheOther() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var first = connect(); var second = connect()) {
            second.say("second");
            await(Peer.Connected.class);
            first.say("first");
            assertThat(awaitText(5)).isEqualTo("first");
            first.close();
            await(Peer.Disconnected.class);
            await(Peer.Connected.class);
            assertThat(awaitText(6)).isEqualTo("second");
        }
    }

    @Test
    @DisplayName("what cannot be had to be sent ends the connection, whatever it fails with")
    void brokenTransfer() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            await(Peer.Connected.class).wire().send(output -> {
                throw new IllegalStateException("the source is broken");
            });
            await(Peer.Disconnected.class);
            assertThat(guest.hearsTheEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("a listener that is finished late leaves its successor's socket where it is")
    void lateFinish() throws Exception {
        var socket = listener();
        try (var first = socket.open(); var second = socket.open()) {
            first.finish();
            try (var guest = connect(); var connection = second.next()) {
                guest.say("x");
                assertThat(connection.input().read()).isEqualTo('x');
            }
        }
    }

    @Test
    @DisplayName("whoever sends to a peer that never reads goes on, and so does closing")
    void peerThatNeverReads() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            var wire = await(Peer.Connected.class).wire();
            for (int count = 0; count < 100; count++) {
                wire.send(new byte[100_000]);
            }
            guest.say("still heard");
            assertThat(awaitText(11)).isEqualTo("still heard");
            peer.close();
            await(Peer.Disconnected.class);
        }
    }

    @Test
    @DisplayName("what is sent may be changed afterwards")
    void ownCopy() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            var wire = await(Peer.Connected.class).wire();
            var bytes = "before".getBytes(StandardCharsets.UTF_8);
            wire.send(bytes);
            ByteBuffer.wrap(bytes).put("after!".getBytes(StandardCharsets.UTF_8));
            assertThat(guest.hear(6)).isEqualTo("before");
        }
    }

    @Test
    @DisplayName("what a reader is sent at once comes after all that was sent before, and whole")
    void readerInTurn() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            var wire = await(Peer.Connected.class).wire();
            for (int round = 0; round < 500; round++) {
                wire.send("queued ".repeat(round % 3).getBytes(StandardCharsets.UTF_8));
                wire.sendToReader("at once ".getBytes(StandardCharsets.UTF_8));
                wire.sendToReader("and again".getBytes(StandardCharsets.UTF_8));
                var expected = "queued ".repeat(round % 3) + "at once and again";
                assertThat(guest.hear(expected.length())).isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("a reader that has hung up is sent nothing any more, and the listener hears of its end")
    void readerThatIsGone() throws Exception {
        try (var peer = Peer.listen(listener(), events::add)) {
            Wire wire;
            try (var guest = connect()) {
                wire = await(Peer.Connected.class).wire();
            }
            for (int count = 0; count < 100; count++) {
                wire.sendToReader("too late".getBytes(StandardCharsets.UTF_8));
            }
            await(Peer.Disconnected.class);
        }
    }

    @Test
    @DisplayName("closing hangs up, tells the listener, and leaves no file")
    void closing() throws Exception {
        var peer = Peer.listen(listener(), events::add);
        try (var guest = connect()) {
            await(Peer.Connected.class);
            peer.close();
            assertThat(guest.hearsTheEnd()).isTrue();
            await(Peer.Disconnected.class);
            await(Peer.Unreachable.class);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("closed to newcomers, it hears the last one to the end")
    void lastWords() throws Exception {
        try (var peer = Peer.listen(listener(), events::add); var guest = connect()) {
            await(Peer.Connected.class);
            peer.closeToNewcomers();
            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
            guest.say("last words");
            assertThat(awaitText(10)).isEqualTo("last words");
            guest.close();
            await(Peer.Disconnected.class);
            await(Peer.Unreachable.class);
        }
    }

    @Test
    @DisplayName("a closed peer never takes a connection from the one that listens in its place")
    void succession() throws Exception {
        var listener = listener();
        for (int round = 0; round < 200; round++) {
            var before = Peer.listen(listener, event -> {});
            try (var first = connect()) {
                before.close();
                try (var peer = Peer.listen(listener, events::add); var guest = connect()) {
                    guest.say("hello");
                    await(Peer.Connected.class);
                    assertThat(awaitText(5)).isEqualTo("hello");
                }
                await(Peer.Disconnected.class);
                await(Peer.Unreachable.class);
            }
        }
    }

    @Test
    @DisplayName("a peer that is closed while somebody connects does not keep that connection")
    void closedWhileConnecting() throws Exception {
        for (int round = 0; round < 200; round++) {
            var peer = Peer.listen(listener(), event -> {});
            try (var guest = connect()) {
                peer.close();
                assertThat(hangsUp(guest)).isTrue();
            }
        }
    }

    private static boolean hangsUp(Guest guest) {
        try {
            return guest.hearsTheEnd();
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    @DisplayName("listening in vain ends when it is closed, though closed late")
    void wakingUp() throws Exception {
        var listener = listener();
        var first = listener.open();
        var second = listener.open();
        assertThatThrownBy(first::next).isInstanceOf(ClosedChannelException.class);
        first.close();
        assertThat(directory.resolve("s")).exists();
        second.close();
        assertThatThrownBy(second::next).isInstanceOf(ClosedChannelException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a socket that a killed process left is replaced")
    void leftover() throws Exception {
        Files.createFile(directory.resolve("s"));
        try (var listening = listener().open(); var guest = connect(); var connection = listening.next()) {
            guest.say("x");
            assertThat(connection.input().read()).isEqualTo('x');
        }
    }

    @Test
    @DisplayName("a path that no socket can have is refused with its limit")
    void longPath() {
        var fits = Path.of("/" + "é".repeat(53));
        assertThat(new UnixListener(fits).path()).isEqualTo(fits);
        assertThatThrownBy(() -> new UnixListener(Path.of("/" + "é".repeat(54))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("107 bytes");
    }

    @Test
    @DisplayName("a socket in a directory that is not there cannot be opened")
    void noDirectory() {
        assertThatThrownBy(() -> Peer.listen(new UnixListener(directory.resolve("none/s")), events::add))
                .isInstanceOf(IOException.class);
    }
}
