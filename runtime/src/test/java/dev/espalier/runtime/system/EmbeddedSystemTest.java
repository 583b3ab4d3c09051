package dev.espalier.runtime.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EmbeddedSystemTest {
    /** By which a host that has come to its own end is known. */
    private static final int STATUS_OF_THE_HOST = 7;

    /** A program with an actor that throws what Pekko holds fatal; it ends by itself with a status of its own. */
    static final class Host {
        private Host() {}

        public static void main(String[] arguments) {
            var system = EmbeddedSystem.start(Behaviors.<String>receiveMessage(message -> {
                throw fatal(message);
            }), "fatal");
            system.tell(arguments[0]);
            awaitEndOrSomeTime(system);
            System.out.println("the host goes on");
            System.exit(STATUS_OF_THE_HOST);
        }

        /** Pekko says that it shuts the system down, and sometimes hangs there: that is no end of the JVM either. */
        private static void awaitEndOrSomeTime(ActorSystem<?> system) {
            var unused = system.getWhenTerminated()
                    .toCompletableFuture()
                    .handle((done, failure) -> "over")
                    .completeOnTimeout("not over", 2, TimeUnit.SECONDS)
                    .join();
        }

        private static Error fatal(String name) {
            return switch (name) {
                case "OutOfMemoryError" -> new OutOfMemoryError("for a test");
                case "StackOverflowError" -> new StackOverflowError("for a test");
                default -> new NoClassDefFoundError("for a test");
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutOfMemoryError", "StackOverflowError", "NoClassDefFoundError"})
    @DisplayName("a fatal error in an actor that nobody supervises does not end the JVM")
    void fatalError(String error) throws Exception {
        try (var jvm = ChildJvm.running(Host.class, error)) {
            jvm.awaitLine("the host goes on");
            assertThat(jvm.awaitExit()).isEqualTo(STATUS_OF_THE_HOST);
        }
    }

    @Test
    @DisplayName("its threads do not keep the JVM alive, and it has no hook in the JVM's end")
    void daemons() throws Exception {
        try (var jvm = ChildJvm.running(Forgetful.class)) {
            jvm.awaitLine("main is over");
            assertThat(jvm.awaitExit()).isZero();
        }
    }

    /** A program that starts a system and forgets it. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) {
            var unused = EmbeddedSystem.start(Behaviors.empty(), "forgotten");
            System.out.println("main is over");
        }
    }

    @Test
    @DisplayName("a thousand blocked tasks do not stand in the way of one more")
    void blocking() throws Exception {
        ActorSystem<Void> system = EmbeddedSystem.start(Behaviors.empty(), "blocking");
        try {
            var blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
            var done = new CountDownLatch(1);
            var started = new CountDownLatch(1000);
            for (int task = 0; task < 1000; task++) {
                blocking.execute(() -> {
                    started.countDown();
                    awaitQuietly(done);
                });
            }
            assertThat(started.await(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            done.countDown();
        } finally {
            system.terminate();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("two of one name live side by side")
    void twoOfOneName() {
        ActorSystem<Void> one = EmbeddedSystem.start(Behaviors.empty(), "twin");
        ActorSystem<Void> other = EmbeddedSystem.start(Behaviors.empty(), "twin");
        one.terminate();
        one.getWhenTerminated().toCompletableFuture().orTimeout(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(other.getWhenTerminated().toCompletableFuture()).isNotDone();
        other.terminate();
    }

    @Test
    @DisplayName("a program's own settings do not reach it")
    void settings() {
        System.setProperty("pekko.actor.provider", "no.such.Provider");
        try {
            ActorSystem<Void> system = EmbeddedSystem.start(Behaviors.empty(), "settings");
            system.terminate();
        } finally {
            System.clearProperty("pekko.actor.provider");
        }
    }

    @Test
    @DisplayName("whoever is interrupted while one starts has it, and knows of the interrupt then")
    void interrupted() {
        Thread.currentThread().interrupt();
        var system = EmbeddedSystem.start(Behaviors.<String>receiveMessage(message -> Behaviors.stopped()),
                "interrupted");
        assertThat(Thread.interrupted()).isTrue();
        system.tell("end");
        system.getWhenTerminated().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
