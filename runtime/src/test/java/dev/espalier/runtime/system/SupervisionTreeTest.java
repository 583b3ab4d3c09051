package dev.espalier.runtime.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisionRoot.Notice;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TreeNode;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisionTreeTest {

    private static final SupervisorSpec TWO = SupervisorSpec.oneForOne()
            .children(List.of(worker("a"), worker("b")));

    private final List<SupervisionEvent> events = new CopyOnWriteArrayList<>();

    private static ChildSpec worker(String id) {
        return ChildSpec.worker(id, ChildStart.of(Behaviors::empty));
    }

    private static <T> T told(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void tellsWhenItIsUpAndWhyItIsDown() {
        var tree = SupervisionTree.start("tree", TWO, events::add);

        assertThat(told(tree.up())).isInstanceOf(Notice.Up.class);
        assertThat(told(tree.stop())).isEqualTo(ExitReason.shutdown());
        assertThat(told(tree.down())).isEqualTo(ExitReason.shutdown());
        assertThat(events).containsExactly(new SupervisionEvent.ChildStarted("tree", "a", 1),
                new SupervisionEvent.ChildStarted("tree", "b", 2),
                new SupervisionEvent.ChildStopped("tree", "b", ExitReason.shutdown()),
                new SupervisionEvent.ChildStopped("tree", "a", ExitReason.shutdown()),
                new SupervisionEvent.SupervisorStopped("tree", ExitReason.shutdown()));
    }

    @Test
    void tellsWhyItDoesNotComeUp() {
        var reason = new ExitReason.FailedToStartChild("c", ExitReason.failed("no"));
        var failing = TWO.child(ChildSpec.worker("c", self -> self.failed(ExitReason.failed("no"))));
        try (var tree = SupervisionTree.start("tree", failing, events::add)) {
            assertThat(told(tree.up())).isEqualTo(new Notice.Down(reason));
            assertThat(told(tree.down())).isEqualTo(reason);
        }
    }

    @Test
    void canBeLookedAtUntilItIsDown() {
        try (var tree = SupervisionTree.start("tree", TWO, events::add)) {
            told(tree.up());
            assertThat(told(tree.inspect()).below()).isInstanceOfSatisfying(TreeNode.Below.Children.class,
                    below -> assertThat(below.nodes()).extracting(TreeNode::id).containsExactly("a", "b"));
            told(tree.stop());
            assertThatThrownBy(() -> told(tree.inspect())).hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("tree is down");
        }
    }

    @Test
    void whatIsClosedLeavesNothing() {
        var tree = SupervisionTree.start("tree", TWO, events::add);
        tree.close();
        tree.close();

        assertThat(tree.system().getWhenTerminated().toCompletableFuture()).isCompleted();
    }
}
