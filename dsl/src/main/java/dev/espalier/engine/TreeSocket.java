package dev.espalier.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

import dev.espalier.runtime.inspection.TreeJson;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.TreeNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever connects is told the cluster's tree, as JSON, one line. */
final class TreeSocket {
    private static final Logger LOG = LoggerFactory.getLogger(TreeSocket.class);

    private TreeSocket() {}

    /** @param tree may block */
    static ChildSpec at(Path socket, Supplier<TreeNode> tree) {
        return VisitedSocket.at("tree socket", socket, client -> answer(client, tree));
    }

    private static void answer(Connection client, Supplier<TreeNode> tree) {
        try (client) {
            client.output().write((TreeJson.of(tree.get()) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            LOG.debug("whoever asked for the tree was not told", e);
        }
    }
}
