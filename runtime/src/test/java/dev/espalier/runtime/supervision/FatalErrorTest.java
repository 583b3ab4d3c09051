package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Pekko would bring the actor system down for, or lose, is the end of one child like any other. */
@Timeout(60)
class FatalErrorTest {

    static Stream<Throwable> fatal() {
        return Stream.of(new StackOverflowError("deep"), new LinkageError("wrong"), new NoClassDefFoundError("gone"),
                new AssertionError("no"), new InterruptedException("now"), new OutOfMemoryError("pretended"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void inAStart(Throwable thrown) throws Exception {
        endsOneChildOnly(tree -> assertThat(tree.startChild(ChildSpec.worker("a", self -> {
            throw TestingWorker.sneaky(thrown);
        }))).isEqualTo(new StartReply.Failed(ExitReason.crashed(thrown))));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void inADeferredStart(Throwable thrown) throws Exception {
        endsOneChildOnly(tree -> assertThat(tree.startChild(ChildSpec.worker("a", self -> Behaviors.setup(context -> {
            throw TestingWorker.sneaky(thrown);
        })))).isEqualTo(new StartReply.Failed(ExitReason.crashed(thrown))));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void inAMessage(Throwable thrown) throws Exception {
        endsOneChildOnly(tree -> {
            tree.startChild(tree.worker("a").restart(Restart.TEMPORARY));
            tree.tell("a", new TestingWorker.Throw(thrown));
            tree.logUntil("a terminated: crashed: " + thrown);
        });
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void inASignal(Throwable thrown) throws Exception {
        endsOneChildOnly(tree -> {
            tree.startChild(ChildSpec.worker("a", ChildStart.of(() -> Behaviors.setup(context -> {
                context.watch(context.spawn(Behaviors.setup(below -> Behaviors.stopped()), "below"));
                return Behaviors.receive(Object.class).onSignal(Terminated.class, gone -> {
                    throw TestingWorker.sneaky(thrown);
                }).build();
            }))).restart(Restart.TEMPORARY));
            tree.logUntil("a terminated: crashed: " + thrown);
        });
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void inACleanUp(Throwable thrown) throws Exception {
        endsOneChildOnly(tree -> {
            tree.startChild(ChildSpec.worker("a", ChildStart.of(() -> Behaviors.receive(Object.class)
                    .onSignal(PostStop.class, stop -> {
                        throw TestingWorker.sneaky(thrown);
                    })
                    .build())).restart(Restart.TEMPORARY));
            assertThat(tree.terminateChild("a")).isEqualTo(new TerminateReply.Terminated());
            tree.logUntil("a shutdown failed: crashed: " + thrown);
        });
    }

    private interface Accident {

        void happenIn(TestingTree tree) throws Exception;
    }

    private static void endsOneChildOnly(Accident accident) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("sibling")));
            ActorRef<TestingWorker.Command> sibling = tree.child("sibling");
            accident.happenIn(tree);

            assertThat(tree.states()).isEqualTo(Map.of("sibling", "running"));
            assertThat(tree.child("sibling")).isEqualTo(sibling);
            assertThat(tree.startChild(tree.worker("next"))).isInstanceOf(StartReply.Started.class);
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }
}
