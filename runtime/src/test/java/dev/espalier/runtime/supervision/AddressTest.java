package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressTest {

    private final Address<TestingWorker.Command> address = new Address<>("server");

    @Test
    void leadsToTheIncarnationThatLives() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(server(tree), tree.worker("client")));
            tree.logUntil("client is up");
            var first = address.ref();
            address.tell(new TestingWorker.Throw(new IllegalStateException("boom")));

            tree.logUntil("client is up");
            assertThat(address.ref()).isNotEqualTo(first).isEqualTo(tree.child("server"));
        }
    }

    @Test
    void nobodyIsFoundBeforeTheFirstStart() {
        assertThatIllegalStateException().isThrownBy(address::ref).withMessageContaining("'server'");
    }

    @Test
    void whoIsStartedTooEarlyFailsToStart() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec client = ChildSpec.worker("client", ChildStart.of(() -> {
                address.tell(new TestingWorker.Finish());
                return Behaviors.empty();
            }));
            tree.start(SupervisorSpec.restForOne(client, server(tree)));

            assertThat(tree.awaitDown().cause()).containsInstanceOf(IllegalStateException.class);
        }
    }

    private ChildSpec server(TestingTree tree) {
        return ChildSpec.worker("server", ChildStart.acknowledged(self -> registered(self, tree)));
    }

    private Behavior<TestingWorker.Command> registered(Child self, TestingTree tree) {
        return Behaviors.setup(context -> {
            address.register(context.getSelf());
            return TestingWorker.create("server", self, tree);
        });
    }
}
