package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AcceptorTest {
    private static final int RACES = 2000;

    private final Path path;

    AcceptorTest(@TempDir Path directory) {
        this.path = directory.resolve("socket");
    }

    private Acceptor acceptor() throws IOException {
        Files.deleteIfExists(path);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return Acceptor.of(server.bind(UnixDomainSocketAddress.of(path)));
    }

    private SocketChannel client() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static boolean hasEnded(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void closeIfOneComes(Acceptor acceptor) {
        try {
            acceptor.next().close();
        } catch (IOException closed) {
            // as it may
        }
    }

    @Test
    @DisplayName("an interrupt ends the wait, and no connection that was made by then stays open")
    void interrupted() throws Exception {
        for (int race = 0; race < RACES; race++) {
            var acceptor = acceptor();
            var ready = new CountDownLatch(1);
            var waiting = Thread.ofVirtual().start(() -> {
                ready.countDown();
                closeIfOneComes(acceptor);
            });
            ready.await();
            try (var client = client()) {
                waiting.interrupt();
                waiting.join();
                acceptor.close();
                assertThat(hasEnded(client)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("an interrupt closes it, as it closes any channel that is waited for")
    void interruptedWhileNobodyComes() throws Exception {
        try (var acceptor = acceptor()) {
            var next = new FutureTask<>(acceptor::next);
            var waiting = Thread.ofVirtual().start(next);
            waiting.interrupt();
            assertThatThrownBy(() -> next.get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ClosedByInterruptException.class);
            assertThat(acceptor.isOpen()).isFalse();
        }
    }

    @RepeatedTest(50)
    @DisplayName("closing it ends a wait")
    void closed() throws Exception {
        var acceptor = acceptor();
        var next = new FutureTask<>(acceptor::next);
        Thread.ofVirtual().start(next);
        acceptor.close();
        assertThatThrownBy(() -> next.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(ClosedChannelException.class);
        acceptor.close();
    }

    @Test
    @DisplayName("once it is finished, those who have come are handed out, and then it ends")
    void finished() throws Exception {
        try (var acceptor = acceptor(); var first = client(); var second = client()) {
            acceptor.finish();
            acceptor.next().close();
            acceptor.next().close();
            assertThat(hasEnded(first)).isTrue();
            assertThat(hasEnded(second)).isTrue();
            assertThatThrownBy(acceptor::next).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("finishing it ends a wait for somebody who does not come")
    void finishedWhileWaiting() throws Exception {
        try (var acceptor = acceptor()) {
            var next = new FutureTask<>(acceptor::next);
            Thread.ofVirtual().start(next);
            acceptor.finish();
            assertThatThrownBy(() -> next.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(ClosedChannelException.class);
        }
    }
}
