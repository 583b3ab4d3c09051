package dev.espalier.runtime.supervision;

import java.util.List;
import java.util.function.IntPredicate;

import org.apache.pekko.actor.typed.ActorRef;

/** A tree of real actors with one dynamic supervisor in it, and what happens in it in one ordered log. */
final class TestingDynamicTree implements AutoCloseable {

    private final TestingTree tree = new TestingTree();
    private final ActorRef<DynamicSupervisor.Command> supervisor;

    TestingDynamicTree() throws Exception {
        this(DynamicSupervisorSpec.DEFAULT);
    }

    TestingDynamicTree(DynamicSupervisorSpec spec) throws Exception {
        tree.start(SupervisorSpec.oneForOne(DynamicSupervisor.child("dynamic", spec)));
        supervisor = tree.dynamicSupervisor("dynamic");
        tree.logUntil("dynamic is up");
    }

    TestingTree tree() {
        return tree;
    }

    ActorRef<DynamicSupervisor.Command> supervisor() {
        return supervisor;
    }

    ChildSpec worker(String id) {
        return tree.worker(id);
    }

    ChildSpec worker(String id, IntPredicate failing) {
        return tree.worker(id, failing);
    }

    DynamicStartReply start(ChildSpec spec) throws Exception {
        return tree.ask(supervisor, reply -> new DynamicSupervisor.StartChild(spec, reply));
    }

    <T> ActorRef<T> started(ChildSpec spec) throws Exception {
        DynamicStartReply reply = start(spec);
        if (reply instanceof DynamicStartReply.Started started) {
            return started.ref().<Object>unsafeUpcast().narrow();
        }
        throw new AssertionError(reply);
    }

    TerminateReply terminate(ActorRef<?> child) throws Exception {
        return tree.ask(supervisor, reply -> new DynamicSupervisor.TerminateChild(child, reply));
    }

    ChildCounts counts() throws Exception {
        return tree.ask(supervisor, DynamicSupervisor.CountChildren::new);
    }

    List<ChildInfo> children() throws Exception {
        return tree.ask(supervisor, DynamicSupervisor.WhichChildren::new);
    }

    ActorRef<TestingWorker.Command> child(String id) throws Exception {
        return TestingTree.running(id, children());
    }

    List<String> logUntil(String line) throws InterruptedException {
        return tree.logUntil(line);
    }

    List<String> logSoFar() {
        return tree.logSoFar();
    }

    ExitReason stop() throws Exception {
        return tree.stop();
    }

    @Override
    public void close() {
        tree.close();
    }
}
