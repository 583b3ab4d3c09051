package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.junit.Nodes;
import dev.espalier.junit.Scope;
import dev.espalier.junit.Snapshot;
import dev.espalier.junit.VmTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Classes of tests, each of which finds its machine as if nobody had used it. */
final class TestClasses {
    private static final ClusterSpec ONE = ClusterSpec.of(NodeSpec.of("one", new ImageSpec.Tiny()).onVlans());

    private TestClasses() {}

    /** Ten tests with one machine, which is for each as it was before the first. */
    @VmTest
    @Snapshot
    static final class Restored {
        static final int TESTS = 10;

        @Nodes
        static final ClusterSpec NODES = ONE;

        @RepeatedTest(TESTS)
        void uses(Machine one) {
            use(one);
        }
    }

    /** One test, with a machine that boots for it. */
    @VmTest(scope = Scope.METHOD)
    static final class Booted {
        @Nodes
        static final ClusterSpec NODES = ONE;

        @Test
        void uses(Machine one) {
            use(one);
        }
    }

    private static void use(Machine one) {
        one.succeed("[ ! -e /used ]; touch /used");
    }

    /**
     * Seconds that JUnit takes for {@code count} tests.
     *
     * @throws IOException if there are not so many that succeed
     */
    static double seconds(Class<?> tests, int count) throws IOException {
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        var begin = System.nanoTime();
        LauncherFactory.create().execute(request, summary);
        var took = System.nanoTime() - begin;
        for (var failure : summary.getSummary().getFailures()) {
            throw new IOException("a test of " + tests.getSimpleName() + " failed", failure.getException());
        }
        if (summary.getSummary().getTestsSucceededCount() != count) {
            throw new IOException("of " + count + " tests of " + tests.getSimpleName() + " "
                    + summary.getSummary().getTestsSucceededCount() + " were run");
        }
        return Stopwatch.seconds(took);
    }
}
