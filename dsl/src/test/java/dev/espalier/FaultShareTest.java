package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.espalier.error.FaultImpossible;
import dev.espalier.runtime.network.FaultMeans;
import dev.espalier.runtime.network.FaultMeans.Mean;
import dev.espalier.runtime.network.Impairment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultShareTest {
    private static final Impairment LATE = Impairment.NONE.delay(Duration.ofMillis(50));
    private static final FaultMeans ALL = new FaultMeans(Map.of());
    private static final FaultMeans NO_NETEM = new FaultMeans(Map.of(Mean.NETEM, "qdisc kind is unknown"));
    private static final FaultMeans NONE = new FaultMeans(
            Map.of(Mean.NETEM, "no netem", Mean.SHAPING, "no tbf", Mean.FILTER, "no nft"));

    private static FaultShare share(Impairment wanted, FaultMeans means) {
        return FaultShare.of("web", wanted, means, Optional.empty());
    }

    @Test
    @DisplayName("a host that can do all does all")
    void host() {
        var wanted = LATE.jitter(Duration.ofMillis(1)).loss(0.1).rate(1_000_000);
        assertThat(share(wanted, ALL)).isEqualTo(new FaultShare(wanted, Duration.ZERO));
    }

    @Test
    @DisplayName("without netem, loss and rate are the host's still, and a delay is impossible on a machine that keeps none")
    void noNetem() {
        var wanted = Impairment.NONE.loss(0.1).rate(1_000_000);
        assertThat(share(wanted, NO_NETEM)).isEqualTo(new FaultShare(wanted, Duration.ZERO));
        assertThatThrownBy(() -> share(LATE, NO_NETEM)).isInstanceOf(FaultImpossible.class)
                .hasMessageContainingAll("web", "the queue netem: qdisc kind is unknown", "remedy");
    }

    @Test
    @DisplayName("everything that is missing is told at once")
    void allMissing() {
        assertThatThrownBy(() -> share(LATE.loss(0.5).rate(8_000), NONE)).hasMessageContainingAll("no netem", "no tbf",
                "no nft");
    }
}
