package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ProvisionTest {
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    /** Notes what is done to it. */
    private class Noted implements Provision.Thing {
        @Override
        public void make() throws IOException, InterruptedException {
            done.add("made");
        }

        @Override
        public void remove() throws IOException {
            done.add("removed");
        }

        @Override
        public void kill() {
            done.add("killed");
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(done.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("it is there from the child's start to its stop")
    void life() throws Exception {
        try (var nursery = Nursery.of(Provision.child("thing", new Noted()))) {
            nursery.awaitUp("thing");
            assertThat(next()).isEqualTo("made");
            assertThat(done).isEmpty();
            nursery.terminate("thing");
            assertThat(next()).isEqualTo("removed");
        }
        assertThat(done).isEmpty();
    }

    @Test
    @DisplayName("what cannot be made is taken away as far as it was, and the start fails with the reason")
    void notMade() throws Exception {
        try (var nursery = Nursery.of(Provision.child("thing", new Noted() {
            @Override
            public void make() throws IOException {
                throw new IOException("no room");
            }
        }))) {
            assertThat(nursery.awaitEnd("thing").describe()).contains("no room");
            assertThat(next()).isEqualTo("removed");
        }
    }

    @Test
    @DisplayName("so does what fails with an error of the JVM's")
    void notMadeAtAll() throws Exception {
        try (var nursery = Nursery.of(Provision.child("thing", new Noted() {
            @Override
            public void make() {
                throw new NoClassDefFoundError("half of it");
            }
        }))) {
            assertThat(nursery.awaitEnd("thing").describe()).contains("half of it");
            assertThat(next()).isEqualTo("removed");
        }
    }

    @Test
    @DisplayName("what cannot be taken away is said")
    void notRemoved() throws Exception {
        try (var nursery = Nursery.of(Provision.child("thing", new Noted() {
            @Override
            public void remove() throws IOException {
                throw new IOException("it is in use");
            }
        }))) {
            nursery.awaitUp("thing");
            nursery.terminate("thing");
            assertThat(nursery.awaitEnd("thing").describe()).contains("it is in use");
        }
    }

    @Test
    @DisplayName("a child that is killed does at once what can be done")
    void killed() throws Exception {
        try (var nursery = Nursery
                .of(Provision.child("thing", new Noted()).shutdown(Shutdown.brutalKill()))) {
            nursery.awaitUp("thing");
            nursery.terminate("thing");
            assertThat(nursery.awaitEnd("thing")).isEqualTo(ExitReason.killed());
        }
        assertThat(next()).isEqualTo("made");
        assertThat(next()).isEqualTo("killed");
    }

    @Test
    @DisplayName("one that is to stop while it is being made is taken away when it is made")
    void stoppedEarly() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        try (var nursery = Nursery.of(Provision.child("thing", new Noted() {
            @Override
            public void make() throws InterruptedException {
                begun.countDown();
                finish.await();
                done.add("made");
            }
        }))) {
            begun.await();
            var closing = Thread.ofVirtual().start(nursery::close);
            finish.countDown();
            closing.join();
            assertThat(next()).isEqualTo("made");
            assertThat(next()).isEqualTo("removed");
        }
    }
}
