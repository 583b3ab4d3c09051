package dev.espalier.backends.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@Timeout(120)
class LeaderNoticeTest {

    @TempDir
    private Path directory;

    private record Heard(long leader, Thread by) {}

    private void say(String notice) throws Exception {
        var bytes = notice.getBytes(StandardCharsets.UTF_8);
        try (var socket = AFUNIXDatagramSocket.newInstance()) {
            socket.connect(AFUNIXSocketAddress.of(directory.resolve("notify").toFile()));
            socket.send(new DatagramPacket(bytes, bytes.length));
        }
    }

    @Test
    @DisplayName("each leader is heard of, by a thread that the kernel wakes, and that ends with its child")
    void leaders() throws Exception {
        var heard = new LinkedBlockingQueue<Heard>();
        var notices = ChildSpec.worker("notices", LeaderNotice.at(directory.resolve("notify"),
                leader -> heard.add(new Heard(leader, Thread.currentThread()))));
        try (var nursery = Nursery.of(notices)) {
            nursery.awaitUp("notices");
            say("STATUS=Container running.");
            for (long leader = 41; leader <= 42; leader++) {
                say("X_NSPAWN_LEADER_PID=" + leader + "\nREADY=1");
                assertThat(heard.take().leader()).isEqualTo(leader);
            }
            say("X_NSPAWN_LEADER_PID=43");
            var thread = heard.take().by();
            assertThat(thread.isVirtual()).isFalse();
            nursery.terminate("notices");
            assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
        }
    }
}
