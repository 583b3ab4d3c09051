package dev.espalier.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All that a process was seen to start, and what shares a namespace with it: looked at again and again while it runs. */
final class Descendants implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ProcessHandle of;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Descendants(ProcessHandle of) {
        this.of = of;
    }

    static Descendants of(ProcessHandle process) {
        var descendants = new Descendants(process);
        Thread.ofVirtual().name("looks at processes").start(descendants::look);
        return descendants;
    }

    private void look() {
        try {
            do {
                of.descendants().forEach(process -> {
                    seen.add(process);
                    namespace(process).ifPresent(namespaces::add);
                });
            } while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By its number, which is another's once it has ended. */
    private static Optional<String> namespace(ProcessHandle process) {
        return PidNamespaces.of(process.pid()).filter(found -> process.isAlive());
    }

    /** Those that still run. */
    Set<Long> living() throws IOException {
        var living = new TreeSet<>(PidNamespaces.in(namespaces));
        seen.stream().filter(ProcessHandle::isAlive).forEach(process -> living.add(process.pid()));
        return living;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
