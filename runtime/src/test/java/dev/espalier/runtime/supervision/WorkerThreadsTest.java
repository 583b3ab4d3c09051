package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of an incarnation end with it, or everybody can know that they do not. */
@Timeout(60)
class WorkerThreadsTest {

    /** Ends when it is interrupted, and not before. */
    private static Runnable waiting(TestingTree tree) {
        return () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                tree.note("interrupted");
            }
        };
    }

    private static ChildSpec waiting(String id, TestingTree tree) {
        return ChildSpec.worker(id, ChildStart.acknowledged(self -> {
            self.onThread("waiting", waiting(tree));
            return TestingWorker.create(id, self, tree);
        })).restart(Restart.TEMPORARY);
    }

    @Test
    void isInterruptedWhenTheChildIsKilled() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(waiting("w", tree).shutdown(Shutdown.brutalKill())));
            tree.logUntil("w is up");
            tree.terminateChild("w");

            assertThat(tree.logUntil("interrupted")).doesNotContain("clean up w");
        }
    }

    @Test
    void isInterruptedOnAPlatformThreadToo() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ChildSpec.worker("w", ChildStart.acknowledged(self -> {
                self.onPlatformThread("waiting", () -> {
                    tree.note("virtual: " + Thread.currentThread().isVirtual());
                    waiting(tree).run();
                });
                return TestingWorker.create("w", self, tree);
            }))));
            tree.logUntil("virtual: false");
            tree.terminateChild("w");
            tree.logUntil("interrupted");
        }
    }

    @Test
    void isInterruptedWhenASupervisorAboveIsKilled() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(
                    ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(waiting("w", tree)))
                            .shutdown(Shutdown.brutalKill())));
            tree.logUntil("branch is up");
            tree.terminateChild("branch");
            tree.logUntil("interrupted");
        }
    }

    @Test
    void isInterruptedAfterTheCleanUpOfAChildThatEndsByItself() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(waiting("w", tree)));
            tree.tell("w", TestingWorker.FINISH);

            assertThat(tree.logUntil("interrupted")).containsSubsequence("clean up w", "interrupted");
        }
    }

    @Test
    void isInterruptedAfterTheCleanUpOfAChildThatIsStopped() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(waiting("w", tree)));
            tree.logUntil("w is up");
            tree.terminateChild("w");

            assertThat(tree.logUntil("interrupted")).containsSubsequence("clean up w", "interrupted");
        }
    }

    @Test
    void isInterruptedWhenTheChildCrashes() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(waiting("w", tree)));
            tree.tell("w", new TestingWorker.Throw(new IllegalStateException("boom")));
            tree.logUntil("interrupted");
        }
    }

    @Test
    void isInterruptedWhenTheChildDoesNotStart() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne());
            tree.startChild(ChildSpec.worker("w", self -> {
                self.onThread("waiting", waiting(tree));
                throw new IllegalStateException("boom");
            }));
            tree.logUntil("interrupted");
        }
    }

    @Test
    void isInterruptedWhenTheChildIsStoppedBeforeItsStartFunctionIsThrough() throws Exception {
        CountDownLatch ordered = new CountDownLatch(1);
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ChildSpec.worker("w", self -> {
                self.onThread("waiting", waiting(tree));
                tree.note("starting");
                await(ordered);
                return Behaviors.empty();
            })));
            tree.logUntil("starting");
            tree.system().tell(SupervisionRoot.Stop.INSTANCE);
            ordered.countDown();
            tree.logUntil("interrupted");
        }
    }

    @Test
    void isNotStartedWhenTheChildIsOver() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            CompletableFuture<Child> over = new CompletableFuture<>();
            tree.start(SupervisorSpec.oneForOne(ChildSpec.worker("w", self -> {
                over.complete(self);
                return self.ignored();
            }), tree.worker("next")));
            tree.logUntil("next is up");
            over.join().onThread("late", () -> tree.note("late"));
            tree.stop();

            assertThat(tree.logSoFar()).doesNotContain("late");
        }
    }

    @Test
    void isReportedAndListedWhenItDoesNotEndUntilItDoes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Thread> stubborn = new CompletableFuture<>();
        try (TestingTree tree = new TestingTree()) {
            ChildSpec worker = ChildSpec.worker("w", ChildStart.acknowledged(self -> {
                self.onThread("stubborn", () -> {
                    stubborn.complete(Thread.currentThread());
                    awaitWhateverHappens(release);
                });
                return TestingWorker.create("w", self, tree);
            }));
            tree.start(SupervisorSpec.oneForOne(
                    ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(worker)).restart(Restart.TEMPORARY)));
            tree.logUntil("branch is up");
            Thread thread = stubborn.join();
            tree.terminateChild("branch");
            tree.logUntil("w abandoned its thread stubborn");

            assertThat(abandoned(tree))
                    .containsExactly(new TreeNode.Abandoned("root/branch/w", 1, Optional.of("stubborn")));
            release.countDown();
            thread.join();
            assertThat(abandoned(tree)).isEmpty();
        }
    }

    private static List<TreeNode.Abandoned> abandoned(TestingTree tree) throws Exception {
        TreeNode root = AskPattern
                .ask(tree.system(), SupervisionRoot.Inspect::new, TestingTree.PATIENCE, tree.system().scheduler())
                .toCompletableFuture()
                .get(TestingTree.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(root.below()).isInstanceOf(TreeNode.Below.Children.class);
        return ((TreeNode.Below.Children) root.below()).abandoned();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                // that is what makes it stubborn
            }
        }
    }
}
