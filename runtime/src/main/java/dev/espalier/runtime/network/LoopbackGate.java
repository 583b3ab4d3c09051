package dev.espalier.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

import dev.espalier.runtime.io.Acceptor;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP port of this host, on its loopback only, that joins each client with a connection of its own to a Unix socket. One
 * side's end of sending is passed on to the other, which may go on; a connection that cannot be made is one that ends at
 * once.
 */
public final class LoopbackGate {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackGate.class);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int CHUNK = 32 * 1024;

    /** Clients that may be joined at a time; the next are let in when one leaves. The target has to let in as many. */
    public static final int MOST_CLIENTS = 512;

    private record Ended(IOException why) {}

    private final Child self;
    private final Acceptor server;
    private final Path target;
    private final Semaphore room = new Semaphore(MOST_CLIENTS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private LoopbackGate(Child self, Acceptor server, Path target) {
        this.self = self;
        this.server = server;
        this.target = target;
    }

    /**
     * The start function of a gate; it fails with the {@link IOException} of a port that cannot be had.
     *
     * @param port  zero for one that is free
     * @param bound is told which it is, before the gate has started
     */
    public static ChildStart at(int port, Path target, IntConsumer bound) {
        return self -> Behaviors.setup((ActorContext<Ended> context) -> {
            Acceptor server;
            try {
                var socket = bind(port);
                bound.accept(((InetSocketAddress) socket.getLocalAddress()).getPort());
                server = Acceptor.of(socket);
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            var gate = new LoopbackGate(self, server, target);
            self.onKill("gate", gate::close);
            var actor = context.getSelf();
            self.onThread("gate", () -> gate.accept(actor));
            self.started();
            return Behaviors.receive(Ended.class)
                    .onMessage(Ended.class, ended -> self.exit(ExitReason.crashed(ended.why())))
                    .onSignal(PostStop.class, stopped -> {
                        gate.close();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            return server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), MOST_CLIENTS);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void accept(ActorRef<Ended> actor) {
        try {
            while (true) {
                room.acquire();
                var client = server.next();
                hold(client);
                self.onThread("client of a gate", () -> serve(client));
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("a gate is closed", closed);
        } catch (IOException e) {
            actor.tell(new Ended(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever closes the gate closes first the server and then what is held, so what is held too late closes itself. */
    private void hold(SocketChannel channel) {
        open.add(channel);
        if (!server.isOpen()) {
            Closing.quietly(channel);
        }
    }

    private void serve(SocketChannel client) {
        try (client; var machine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            hold(machine);
            try {
                join(client, machine);
            } finally {
                open.remove(machine);
            }
        } catch (IOException e) {
            LOG.debug("a client finds nobody at {}", target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            room.release();
        }
    }

    private void join(SocketChannel client, SocketChannel machine) throws IOException, InterruptedException {
        machine.connect(UnixDomainSocketAddress.of(target));
        var answers = Thread.ofVirtual().name("answers through a gate").start(() -> pass(machine, client));
        pass(client, machine);
        answers.join();
    }

    private static void pass(SocketChannel from, SocketChannel to) {
        var chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(chunk) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    to.write(chunk);
                }
                chunk.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("a connection through a gate broke", e);
            Closing.quietly(from);
            Closing.quietly(to);
        }
    }

    private void close() {
        Closing.quietly(server);
        open.forEach(Closing::quietly);
    }
}
