package dev.espalier.tck.qemu;

import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.NetworkContract;

/** Machines of different boards, and so with different network cards. */
@Alone
class QemuNetworkContractIT extends NetworkContract {
    private static final List<String> BOARDS = List.of("q35", "microvm", "pc");

    QemuNetworkContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Override
    protected List<NodeSpec> nodes() {
        var nodes = super.nodes();
        return BOARDS.stream().map(board -> on(board, nodes.get(BOARDS.indexOf(board)))).toList();
    }

    private static NodeSpec on(String board, NodeSpec node) {
        return node.options(node.options().with(QemuBackend.MACHINE_TYPE, board));
    }
}
