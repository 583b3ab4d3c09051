package dev.espalier.engine;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

import dev.espalier.runtime.inspection.TreeJson;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Listening;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.TreeNode;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix socket in the run directory: whoever connects is told the cluster's tree, as JSON, one line. Nothing depends on
 * it, so it is not restarted and its end ends nothing else.
 */
final class TreeSocket {
    private static final Logger LOG = LoggerFactory.getLogger(TreeSocket.class);

    private record Ended(IOException why) {}

    private final Listening listening;
    private final Supplier<TreeNode> tree;

    private TreeSocket(Listening listening, Supplier<TreeNode> tree) {
        this.listening = listening;
        this.tree = tree;
    }

    /** @param tree may block */
    static ChildSpec at(Path socket, Supplier<TreeNode> tree) {
        return ChildSpec.worker("tree socket", start(socket, tree)).restart(Restart.TEMPORARY);
    }

    private static ChildStart start(Path socket, Supplier<TreeNode> tree) {
        return ChildStart.acknowledged(self -> Behaviors.setup((ActorContext<Ended> context) -> {
            var listening = new UnixListener(socket).open();
            self.onKill("tree socket", () -> Closing.quietly(listening));
            var actor = context.getSelf();
            self.onThread("tree socket", () -> new TreeSocket(listening, tree).serve(actor));
            return Behaviors.receive(Ended.class)
                    .onMessage(Ended.class, ended -> self.exit(ExitReason.crashed(ended.why())))
                    .onSignal(PostStop.class, stopped -> {
                        listening.close();
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private void serve(ActorRef<Ended> actor) {
        try {
            while (true) {
                answer(listening.next());
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("the tree socket is closed", closed);
        } catch (IOException e) {
            actor.tell(new Ended(e));
        }
    }

    private void answer(Connection client) {
        try (client) {
            client.output().write((TreeJson.of(tree.get()) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            LOG.debug("whoever asked for the tree was not told", e);
        }
    }
}
