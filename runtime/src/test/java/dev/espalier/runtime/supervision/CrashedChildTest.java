package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrashedChildTest {

    /** Does not return from what it does until {@code free} is opened. */
    private static Behavior<String> stuck(CountDownLatch free) {
        return Behaviors.receiveMessage(message -> {
            free.await();
            return Behaviors.same();
        });
    }

    @Test
    void whatACrashedChildHeldIsTakenFromItAtOnceAlsoWhenAnActorBelowItIsBlockedOnThat() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            var free = new CountDownLatch(1);
            ChildSpec reader = ChildSpec
                    .worker("reader", ChildStart.acknowledged(self -> Behaviors.<String>setup(context -> {
                        self.onKill("source", free::countDown);
                        context.spawn(stuck(free), "stuck").tell("read");
                        context.getSelf().tell("crash");
                        return Behaviors.receiveMessage(message -> {
                            throw new IllegalStateException(message);
                        });
                    })))
                    .restart(Restart.TEMPORARY);
            tree.start(SupervisorSpec.oneForOne(reader));
            tree.logUntil("reader is up");

            assertThat(tree.logUntil("reader terminated: crashed: java.lang.IllegalStateException: crash"))
                    .isNotEmpty();
        }
    }

    @Test
    void aCrashedSupervisorTakesWhatItsDescendantsHeldAlong() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec leaf = ChildSpec.worker("leaf", self -> {
                self.onKill("vm", () -> tree.note("kill vm"));
                return ChildStart.acknowledged(own -> TestingWorker.create("leaf", own, tree)).behavior(self);
            });
            tree.start(SupervisorSpec.oneForOne(
                    ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(leaf)).restart(Restart.TEMPORARY)));
            tree.logUntil("branch is up");
            ActorRef<Object> anything = tree.nestedSupervisor("branch").unsafeUpcast();
            anything.tell("no command");

            assertThat(tree.logUntil("kill vm")).isNotEmpty();
        }
    }

    @Test
    void whatIsHeldWhenTheActorSystemGoesDownIsGivenBack() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec leaf = ChildSpec.worker("leaf", self -> {
                self.onKill("vm", () -> tree.note("kill vm"));
                return ChildStart.acknowledged(own -> TestingWorker.create("leaf", own, tree)).behavior(self);
            });
            tree.start(SupervisorSpec.oneForOne(leaf));
            tree.logUntil("leaf is up");
            tree.system().terminate();

            assertThat(tree.logUntil("kill vm")).contains("clean up leaf");
        }
    }
}
