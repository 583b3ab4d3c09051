package dev.espalier.engine;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Listening;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix socket in the run directory, for programs of this host that have something to do with the cluster. Nothing depends
 * on it, so it is not restarted and its end ends nothing else.
 */
final class VisitedSocket {
    private static final Logger LOG = LoggerFactory.getLogger(VisitedSocket.class);

    private record Ended(IOException why) {}

    private VisitedSocket() {}

    /** @param host takes each visitor's connection, and closes it; one after the other */
    static ChildSpec at(String id, Path socket, Consumer<Connection> host) {
        return ChildSpec.worker(id, start(id, socket, host)).restart(Restart.TEMPORARY);
    }

    private static ChildStart start(String id, Path socket, Consumer<Connection> host) {
        return ChildStart.acknowledged(self -> Behaviors.setup((ActorContext<Ended> context) -> {
            var listening = new UnixListener(socket).open();
            self.onKill(id, () -> Closing.quietly(listening));
            var actor = context.getSelf();
            self.onThread(id, () -> serve(listening, host, actor));
            return Behaviors.receive(Ended.class)
                    .onMessage(Ended.class, ended -> self.exit(ExitReason.crashed(ended.why())))
                    .onSignal(PostStop.class, stopped -> {
                        listening.close();
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    /** A host that fails one visitor is there for the next. */
    private static void welcome(Connection visitor, Consumer<Connection> host) {
        try {
            host.accept(visitor);
        } catch (RuntimeException e) {
            LOG.debug("a visitor of a socket was not served", e);
            Closing.quietly(visitor);
        }
    }

    private static void serve(Listening listening, Consumer<Connection> host, ActorRef<Ended> actor) {
        try {
            while (true) {
                welcome(listening.next(), host);
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("a socket is closed", closed);
        } catch (IOException e) {
            actor.tell(new Ended(e));
        }
    }
}
