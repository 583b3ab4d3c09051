package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.engine.Engine;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.CommandLost;
import dev.espalier.error.MachineDied;
import dev.espalier.report.SupervisionStep;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.system.ActorHome;
import dev.espalier.runtime.testing.Alone;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class ActorFaultsIT {
    private static final int DEEPEST = 20;

    /** No actor here takes it: it throws a {@link ClassCastException} when it gets it. */
    private enum Poison {
        INSTANCE
    }

    @TempDir
    private Path directory;

    @Test
    @DisplayName("an exception in any actor ends no more than what it says it ends; no call hangs, and nothing is left")
    void anyActor() throws Exception {
        var actors = new TreeSet<String>();
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            test.machine("one").succeed("true");
            for (var actor : actors(test)) {
                actors.add(actor.path().toStringWithoutAddress());
            }
        }
        assertThat(actors).hasSizeGreaterThan(10);
        var all = new ArrayList<Throwable>();
        for (var actor : actors) {
            var failures = failures(actor);
            all.addAll(failures);
            assertThat(failures).as(actor)
                    .allSatisfy(why -> assertThat(why).isInstanceOfAny(ClusterFailed.class, MachineDied.class));
            assertThat(TestingCluster.processes())
                    .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        }
        assertThat(all).as("most actors cannot be without").hasSizeGreaterThan(actors.size());
    }

    /** Of a command that ran when the exception was thrown, and of one that came after it. */
    private List<Throwable> failures(String actor) throws Exception {
        var failures = new ArrayList<Throwable>();
        var test = new TestingCluster(directory, TestingCluster.local("one"));
        try (test) {
            var one = test.machine("one");
            one.succeed("true");
            var running = one.start("sleep 0.3");
            poison(test, actor);
            for (ThrowingCallable call : List.<ThrowingCallable>of(running::await, () -> one.succeed("true"))) {
                Optional.ofNullable(catchThrowable(call)).ifPresent(failures::add);
            }
        }
        assertThat(test.leftovers()).isEmpty();
        return failures;
    }

    @Test
    @DisplayName("an exception in what reads a guest, or speaks to it, is on record, and the test does not notice")
    void channels() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            for (var channel : List.of("console+reader", "control+channel", "backdoor", "lanes")) {
                one.succeed("true");
                poison(test, named(channel, test));
                var crash = test.await(TestEvent.Supervised.class,
                        told -> told.step() == SupervisionStep.CRASHED && told.why().contains("ClassCastException"));
                assertThat(crash.child()).isEqualTo(channel.replace('+', ' '));
                awaitShell(one);
                var talking = one.start("while echo " + channel + " >/dev/ttyS0; do sleep 0.1; done");
                one.waitForConsoleText(Pattern.quote(channel));
                talking.cancel();
                one.screenshot(channel);
            }
        }
    }

    /** What a shell was about to be given when it crashed is lost, and what comes then is not. */
    private static void awaitShell(Machine machine) {
        while (true) {
            try {
                machine.succeed("true");
                return;
            } catch (CommandLost crashed) {
                assertThat(crashed.getMessage()).contains("true");
            }
        }
    }

    @Test
    @DisplayName("a command that a crashed shell had, or was about to be given, is lost at once and does not hang")
    void commandsOfShell() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.succeed("true");
            var running = one.start("sleep 1000");
            var shell = named("lanes", test);

            poison(test, shell);
            var late = Stream.generate(() -> one.start("echo late")).limit(20).toList();

            assertThatThrownBy(running::await).isInstanceOf(CommandLost.class).hasMessageContaining("sleep 1000");
            for (var command : late) {
                Optional.ofNullable(catchThrowable(command::await))
                        .ifPresent(why -> assertThat(why).isInstanceOf(CommandLost.class));
            }
            assertThat(one.succeed("echo again")).isEqualTo("again\n");
        }
    }

    private static String named(String child, TestingCluster test) throws Exception {
        return actors(test).stream()
                .map(actor -> actor.path().toStringWithoutAddress())
                .filter(path -> path.matches(".*/" + Pattern.quote(child) + "-\\d+"))
                .findFirst()
                .orElseThrow();
    }

    private static void poison(TestingCluster test, String actor) throws Exception {
        system(test).classicSystem().actorSelection(actor).tell(Poison.INSTANCE, ActorRef.noSender());
    }

    private static final class Answers extends AbstractActor {
        private final BlockingQueue<ActorRef> answers;

        Answers(BlockingQueue<ActorRef> answers) {
            this.answers = answers;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(ActorIdentity.class, found -> found.getActorRef().ifPresent(answers::add))
                    .build();
        }
    }

    private static List<ActorRef> actors(TestingCluster test) throws Exception {
        var system = system(test).classicSystem();
        var answers = new LinkedBlockingQueue<ActorRef>();
        var collector = ((ExtendedActorSystem) system).systemActorOf(
                Props.create(Answers.class, () -> new Answers(answers)), "answers-" + UUID.randomUUID());
        for (int depth = 0; depth < DEEPEST; depth++) {
            system.actorSelection("/user" + "/*".repeat(depth)).tell(new Identify(depth), collector);
        }
        var actors = new ArrayList<ActorRef>();
        for (var one = answers.poll(1, TimeUnit.SECONDS); one != null; one = answers.poll(300, TimeUnit.MILLISECONDS)) {
            actors.add(one);
        }
        return actors;
    }

    private static ActorSystem<?> system(TestingCluster test) throws Exception {
        var engine = Cluster.class.getDeclaredField("engine");
        engine.setAccessible(true);
        var root = Engine.class.getDeclaredField("root");
        root.setAccessible(true);
        return ((ActorHome.Resident<?>) root.get(engine.get(test.cluster))).system();
    }
}
