package dev.espalier.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.espalier.Cluster;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes as users write them, run by {@link VmTestTest}. */
final class VmTestCases {
    /** The clusters that the tests of a run have seen, in their order. */
    static final List<Cluster> SEEN = Collections.synchronizedList(new ArrayList<>());

    private VmTestCases() {}

    static NodeSpec local(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("local").onVlans();
    }

    @VmTest
    static class EveryWayCase {
        @Vm
        private static Machine one;

        @Vm("web-1")
        private Machine web;

        private final Machine given;

        EveryWayCase(Machine web_1) {
            given = web_1;
        }

        @BeforeAll
        static void prepare(Machine one) {
            one.succeed("echo prepared >/run/mark");
        }

        @BeforeEach
        void look(@Vm("one") Machine first) {
            assertThat(first.succeed("cat /run/mark")).isEqualTo("prepared\n");
        }

        @Test
        void parameters(Cluster cluster, Machine one, Machine web_1, @Vm("web-1") Machine other) {
            assertThat(cluster.machines()).containsExactly(one, web_1);
            assertThat(List.of(other, web, given)).containsOnly(web_1);
            assertThat(EveryWayCase.one).isSameAs(one);
            assertThat(one.isUp()).isTrue();
            assertThat(web.isUp()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void besideOthers(String word, Machine one) {
            assertThat(one.succeed("echo " + word)).isEqualTo(word + "\n");
        }

        @TestFactory
        Stream<DynamicTest> dynamic(Machine one) {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> one.succeed("true")));
        }

        @Nested
        class InnerCase {
            @Vm
            private Machine one;

            @Test
            void same(Cluster cluster) {
                assertThat(one).isSameAs(EveryWayCase.one).isSameAs(cluster.machine("one"));
                assertThat(web.succeed("hostname")).isEqualTo("web-1\n");
            }

            @Nested
            @VmTest(scope = Scope.METHOD)
            class OwnCase {
                @Nodes
                static final ClusterSpec NODES = ClusterSpec.of(local("own"));

                @Vm
                private Machine own;

                @Test
                void own(Cluster cluster) {
                    assertThat(cluster.machines()).containsExactly(own);
                    assertThat(one).as("of the class around it").isSameAs(EveryWayCase.one);
                }
            }
        }
    }

    @VmTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstanceCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Vm
        private Machine one;

        @BeforeAll
        void prepare() {
            one.succeed("touch /run/mark");
        }

        @Test
        void prepared() {
            one.succeed("[ -e /run/mark ]");
        }
    }

    @VmTest(scope = Scope.METHOD, start = Start.BY_HAND)
    abstract static class EachCase {
        @Nodes
        static ClusterSpec nodes() {
            return ClusterSpec.of(local("one"));
        }

        @RepeatedTest(2)
        void ownMachines(Machine one, Cluster cluster) {
            assertThat(one.isUp()).isFalse();
            one.succeed("[ ! -e /run/mark ] && touch /run/mark");
            SEEN.add(cluster);
        }
    }

    static class InheritedCase extends EachCase {}

    @Retention(RetentionPolicy.RUNTIME)
    @VmTest(scope = Scope.SESSION)
    @interface OnTheUsualMachines {
    }

    @OnTheUsualMachines
    static class SessionCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void see(Cluster cluster) {
            SEEN.add(cluster);
        }
    }

    @OnTheUsualMachines
    static class SameSessionCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void see(Cluster cluster) {
            SEEN.add(cluster);
        }
    }

    @VmTest
    static class FailingCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"), local("two"));

        @Test
        void fails(Machine one, Cluster cluster) {
            cluster.redact("open sesame");
            one.succeed("echo secret is open sesame >&2; echo said >/proc/1/fd/2; exit 5");
        }

        @Test
        void aborted() {
            Assumptions.abort("not here");
        }

        @AfterEach
        void failsToo() {
            fail("this too");
        }
    }

    @VmTest
    static class BeforeAllFailsCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @BeforeAll
        static void fails(Machine one) {
            one.succeed("false");
        }

        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class DyingCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("mortal"), local("other"));

        @Test
        @Order(1)
        void busyElsewhere(Machine mortal, Machine other) {
            mortal.succeed("(sleep 1; kill -KILL -1) >/dev/null 2>&1 &");
            other.waitForShutdown();
        }

        @Test
        @Order(2)
        void afterwards() {
            fail("ran");
        }
    }

    @VmTest
    @Snapshot
    static class SnapshotWithoutCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest
    static class UnknownNameCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void wants(Machine two) {
            fail("has " + two);
        }
    }

    @VmTest("nowhere.json")
    static class NoResourceCase {
        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest("machines.json")
    static class TwiceCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest(scope = Scope.METHOD)
    static class StaticFieldCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Vm
        static Machine one;

        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest
    static class UnreadyCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one").onVlans(1));

        @Test
        void never() {
            fail("ran");
        }
    }

    @VmTest(disabledWithoutKvm = true)
    static class NeedsKvmCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(NodeSpec.of("one", new ImageSpec.Tiny()));

        @BeforeAll
        static void enough() {
            Assumptions.abort("it would run");
        }

        @Test
        void never() {}
    }

    @VmTest(disabledWithoutKvm = true)
    static class NeedsNoKvmCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void runs(Machine one) {
            one.succeed("true");
        }
    }

    /** Of two such classes each waits for the other, with machines of its own. */
    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    static void meet(Machine one) throws InterruptedException, BrokenBarrierException, TimeoutException {
        one.succeed("[ ! -e /run/mark ] && touch /run/mark");
        BOTH.await(1, TimeUnit.MINUTES);
    }

    @VmTest
    static class BesideCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void meets(Machine one) throws Exception {
            meet(one);
        }
    }

    @VmTest
    static class BesideTooCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(local("one"));

        @Test
        void meets(Machine one) throws Exception {
            meet(one);
        }
    }
}
