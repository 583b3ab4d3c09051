package dev.espalier.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.espalier.runtime.network.LinkFaults.Cut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkFaultsTest {
    private static final Duration LATE = Duration.ofMillis(40);

    private static LinkFaults impaired(Impairment impairment) {
        return LinkFaults.NONE.impair("t1v1", impairment, Duration.ZERO);
    }

    @Test
    @DisplayName("a cut is the same whichever of its ports is named first, and ends with one healing")
    void cuts() {
        var cut = LinkFaults.NONE.cut(List.of(new Cut("b", "a"), new Cut("a", "b")));
        assertThat(cut.cuts()).containsExactly(new Cut("a", "b"));
        assertThat(cut.script(LinkFaults.NONE)).contains("iifname . oifname { \"a\" . \"b\", \"b\" . \"a\" } drop");
        assertThat(cut.heal(List.of(new Cut("b", "a")))).isEqualTo(LinkFaults.NONE);
        assertThat(cut.cut(List.of(new Cut("c", "d"))).heal()).isEqualTo(LinkFaults.NONE);
    }

    @Test
    @DisplayName("only what differs is done: no port for a cut, no filter for a block, nothing for nothing")
    void differences() {
        var cut = LinkFaults.NONE.cut(List.of(new Cut("a", "b")));
        assertThat(cut.script(LinkFaults.NONE)).doesNotContain("ip link", "tc ");
        assertThat(cut.block(Set.of("t1v7")).script(cut)).contains("ip link set t1v7 master nowhere")
                .doesNotContain("nft");
        assertThat(cut.script(cut.block(Set.of("t1v7", "t12v1")))).contains("ip link set t1v7 master br7",
                "ip link set t12v1 master br1");
        assertThat(cut.script(cut)).isEmpty();
    }

    @Test
    @DisplayName("a rate is kept in both directions, and a delay by one queue together with it")
    void queues() {
        var slow = Impairment.NONE.rate(1_000_000);
        assertThat(impaired(slow).script(LinkFaults.NONE)).contains(
                "tc qdisc add dev t1v1 root tbf rate 1000000bit latency 200ms burst 10000",
                "tc qdisc add dev it1v1 root tbf rate 1000000bit");
        assertThat(impaired(slow.delay(LATE).jitter(Duration.ofMillis(5))).script(LinkFaults.NONE))
                .contains("root netem limit 100000 delay 40000us 5000us rate 1000000bit")
                .doesNotContain("tbf");
        assertThat(LinkFaults.NONE.script(impaired(slow))).contains("tc qdisc del dev t1v1 root")
                .doesNotContain("qdisc add");
    }

    @Test
    @DisplayName("losses are those of packets in each direction")
    void losses() {
        assertThat(impaired(Impairment.NONE.loss(0.25)).script(LinkFaults.NONE)).contains(
                "iifname \"t1v1\" numgen random mod 1000000 < 250000 drop",
                "oifname \"t1v1\" numgen random mod 1000000 < 250000 drop");
    }

    @Test
    @DisplayName("a port that is made anew is given what is the port's own, and one that is not there nothing")
    void remade() {
        var faults = impaired(Impairment.NONE.rate(8_000)).block(Set.of("t2v1"));
        assertThat(faults.script(List.of("t1v1"))).contains("if ip link show dev t1v1", "tbf", "ip link set t1v1 up")
                .doesNotContain("t2v1");
        assertThat(faults.script(List.of("t2v1"))).contains("ip link set t2v1 master nowhere")
                .doesNotContain("qdisc add");
    }

    @Test
    @DisplayName("delays that machines keep are remembered until they are over")
    void held() {
        var held = LinkFaults.NONE.impair("t1v1", Impairment.NONE, LATE);
        assertThat(held.held()).containsEntry("t1v1", LATE);
        assertThat(held.script(LinkFaults.NONE)).isEmpty();
        assertThat(held.impair("t1v1", Impairment.NONE, Duration.ZERO)).isEqualTo(LinkFaults.NONE);
    }

    @Test
    @DisplayName("an impairment's values have their ranges")
    void ranges() {
        assertThatThrownBy(() -> Impairment.NONE.loss(1.1)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> Impairment.NONE.rate(7_999)).hasMessageContaining("7999");
        assertThatThrownBy(() -> Impairment.NONE.delay(Duration.ofMillis(-1))).hasMessageContaining("delay");
        assertThatThrownBy(() -> Impairment.NONE.jitter(LATE)).hasMessageContaining("jitter");
    }

    @Test
    @DisplayName("what a trial said is why its means cannot be used")
    void means() {
        var means = FaultMeans.heard("""
                sh: warning: setlocale: LC_ALL: cannot change locale (xx_XX)
                NETEM Error: Specified qdisc kind is unknown.
                """);
        assertThat(means.refusal(FaultMeans.Mean.NETEM)).contains("Error: Specified qdisc kind is unknown.");
        assertThat(means.refusal(FaultMeans.Mean.FILTER)).isEmpty();
    }
}
