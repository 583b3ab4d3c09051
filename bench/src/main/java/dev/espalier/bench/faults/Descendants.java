package dev.espalier.bench.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.io.Closing;

/** All that a process was seen to start, and what shares a namespace with it: looked at again and again while it runs. */
final class Descendants implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ProcessHandle of;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final Map<String, FileChannel> namespaces = new ConcurrentHashMap<>();
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
                    PidNamespaces.of(process.pid())
                            .filter(namespace -> !namespaces.containsKey(namespace))
                            .ifPresent(namespace -> hold(process, namespace));
                });
            } while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As long as a namespace is held on to, its number is no other's. A process's number is another's once it has ended. */
    private void hold(ProcessHandle process, String namespace) {
        try {
            var held = FileChannel.open(PidNamespaces.file(process.pid()), StandardOpenOption.READ);
            if (!process.isAlive() || namespaces.putIfAbsent(namespace, held) != null) {
                held.close();
            }
        } catch (IOException ended) {
            // what else is in the namespace is seen by itself
        }
    }

    /** Those that still run. */
    Set<Long> living() throws IOException {
        var living = new TreeSet<>(PidNamespaces.in(namespaces.keySet()));
        seen.stream().filter(ProcessHandle::isAlive).forEach(process -> living.add(process.pid()));
        return living;
    }

    @Override
    public void close() {
        closed.countDown();
        namespaces.values().forEach(Closing::quietly);
    }
}
