package dev.espalier.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.espalier.runtime.network.NetworkPlan.Port;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@NeedsHost(programs = {"unshare", "nsenter", "ip", "tc", "nft"}, files = "/dev/net/tun", root = true)
class NetworkFaultsTest {
    private static final NetworkPlan PLAN = new NetworkPlan(Set.of(1), List.of(new Port(1, 1), new Port(1, 2)));
    private static final LinkFaults.Cut PAIR = new LinkFaults.Cut("t1v1", "t2v1");

    private final Entrance entrance = new Entrance();
    private final Address<NetworkFaults.Command> faults = new Address<>("faults");

    private Nursery nursery() {
        return Nursery.of(
                ChildSpec.worker("networks", NetworkNamespace.with(PLAN, entrance)).restart(Restart.TEMPORARY),
                ChildSpec.worker("faults", NetworkFaults.in(entrance, faults)).restart(Restart.TEMPORARY));
    }

    private String said(String script) throws Exception {
        var process = new ProcessBuilder(entrance.entering(List.of("sh", "-c", script))).redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private CompletableFuture<NetworkFaults.Changed> begin(UnaryOperator<LinkFaults> change) {
        var reply = new CompletableFuture<NetworkFaults.Changed>();
        faults.tell(new NetworkFaults.Change(change, reply));
        return reply;
    }

    private LinkFaults change(UnaryOperator<LinkFaults> change) throws Exception {
        return begin(change).get(30, TimeUnit.SECONDS).after();
    }

    private LinkFaults now() throws Exception {
        return change(UnaryOperator.identity());
    }

    @Test
    @DisplayName("changes come one after the other, each on top of the last, and end with nothing left")
    void changes() throws Exception {
        try (var nursery = nursery()) {
            nursery.awaitUp("faults");
            var first = begin(links -> links.block(Set.of("t1v1")));
            var second = begin(links -> links.cut(List.of(PAIR)));
            var third = begin(links -> links.impair("t2v1", Impairment.NONE.rate(1_000_000).loss(1), Duration.ZERO));
            CompletableFuture.allOf(first, second, third).get(30, TimeUnit.SECONDS);

            assertThat(said("ip -o link show t1v1")).contains(",UP", "master nowhere");
            assertThat(said("ip -o link show nowhere up")).isEmpty();
            assertThat(said("ip -o link show t2v1")).contains(",UP");
            assertThat(said("nft list ruleset")).contains("\"t1v1\" . \"t2v1\"", "\"t2v1\" . \"t1v1\"",
                    "oifname \"t2v1\" drop");
            assertThat(said("tc qdisc show dev t2v1; tc qdisc show dev it2v1")).contains("tbf", "rate 1Mbit",
                    "ingress");

            change(links -> LinkFaults.NONE);
            assertThat(said("ip -o link show t1v1")).contains(",UP", "master br1");
            assertThat(said("nft list ruleset; tc qdisc show; ip -o link")).doesNotContain("drop", "tbf", "it2v1");
        }
    }

    @Test
    @DisplayName("a change that the host refuses is taken back, and the next one starts from what was before")
    void refused() throws Exception {
        try (var nursery = nursery()) {
            nursery.awaitUp("faults");
            var impossible = begin(links -> links.block(Set.of("t1v1")).cut(List.of(new LinkFaults.Cut("\"", "x"))));
            assertThatThrownBy(impossible::get).hasCauseInstanceOf(NetworkException.class)
                    .hasMessageContaining("cannot change the cluster's links");
            assertThat(now()).isEqualTo(LinkFaults.NONE);
            assertThat(said("ip -o link show t1v1")).contains(",UP");
            assertThat(said("nft list ruleset")).doesNotContain("drop");
        }
    }

    @Test
    @DisplayName("a change that fails with an error of the JVM's is one that did not happen, and the next one is made")
    void broken() throws Exception {
        try (var nursery = nursery()) {
            nursery.awaitUp("faults");
            var broken = begin(links -> {
                throw new NoClassDefFoundError("half of it");
            });
            assertThatThrownBy(() -> broken.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(NoClassDefFoundError.class);
            assertThat(now()).isEqualTo(LinkFaults.NONE);
        }
    }

    @Test
    @DisplayName("a port that is not there is no trouble, and when it is made it is as bad as it is to be")
    void remade() throws Exception {
        try (var nursery = nursery()) {
            nursery.awaitUp("faults");
            change(links -> links.block(Set.of("t9v1")).impair("t8v1", Impairment.NONE.rate(64_000), Duration.ZERO));
            assertThat(said("ip link add t9v1 type veth peer name p9; ip link add t8v1 type veth peer name p8;"
                    + " ip link set t9v1 up; ip link set p9 up; ip link set t8v1 up")).isEmpty();

            faults.tell(new NetworkFaults.Remade(Set.of("t8v1", "t9v1")));

            assertThat(now().blocked()).containsExactly("t9v1");
            assertThat(said("cat /sys/class/net/p9/carrier; ip -o link show p9")).contains("NO-CARRIER");
            assertThat(said("tc qdisc show dev t8v1")).contains("rate 64Kbit");
        }
    }

    @Test
    @DisplayName("what this host can do is found out without a trace")
    void means() throws Exception {
        try (var nursery = nursery()) {
            nursery.awaitUp("faults");
            var before = said("ip -o link | cut -d: -f2");
            var reply = new CompletableFuture<FaultMeans>();
            faults.tell(new NetworkFaults.Explore(reply));
            assertThat(reply.get(30, TimeUnit.SECONDS).refusal(FaultMeans.Mean.FILTER)).isEmpty();
            assertThat(said("ip -o link | cut -d: -f2")).isEqualTo(before);
        }
    }
}
