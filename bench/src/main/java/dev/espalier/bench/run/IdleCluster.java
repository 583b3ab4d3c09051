package dev.espalier.bench.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.LoopbackHost;
import dev.espalier.bench.guest.Machines;

/**
 * A driver in a process of its own, so that what it takes can be looked at from outside: starts machines, says how many
 * nanoseconds that took, and does nothing more until its standard input ends.
 */
public final class IdleCluster {
    private IdleCluster() {}

    /** @param arguments the backend, and how many machines */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var backend = arguments[0];
        var count = Integer.parseInt(arguments[1]);
        if (backend.equals("ssh")) {
            try (var host = LoopbackHost.start()) {
                idle(host.node(), count);
            }
        } else {
            idle(NodeSpec.of("m", new ImageSpec.Tiny()).backend(backend).onVlans(), count);
        }
    }

    private static void idle(NodeSpec node, int count) throws IOException, InterruptedException {
        var nodes = IntStream.rangeClosed(1, count)
                .mapToObj(number -> node.name(node.name() + number))
                .toArray(NodeSpec[]::new);
        var begin = System.nanoTime();
        try (var machines = Machines.start(nodes)) {
            var took = System.nanoTime() - begin;
            machines.succeed();
            awaitCompilers();
            System.out.println(took);
            while (System.in.read() >= 0) {
                // whoever has started this says nothing
            }
        }
    }

    private static void awaitCompilers() throws InterruptedException {
        var compilers = ManagementFactory.getCompilationMXBean();
        long before;
        do {
            before = compilers.getTotalCompilationTime();
            TimeUnit.MILLISECONDS.sleep(500);
        } while (compilers.getTotalCompilationTime() != before);
    }
}
