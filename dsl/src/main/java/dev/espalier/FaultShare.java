package dev.espalier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.error.FaultImpossible;
import dev.espalier.runtime.network.FaultMeans;
import dev.espalier.runtime.network.FaultMeans.Mean;
import dev.espalier.runtime.network.Impairment;

/**
 * Who makes a link bad: this host's kernel as far as it can, for it is exact, or else the machine.
 *
 * @param host what the host does
 * @param held the delay that the machine keeps; zero for none
 */
record FaultShare(Impairment host, Duration held) {
    static final FaultShare NOTHING = new FaultShare(Impairment.NONE, Duration.ZERO);

    /**
     * @param delays how the machine keeps a delay, if it can
     * @throws FaultImpossible if nobody has the means, with all that is missing
     */
    static FaultShare of(String machine, Impairment wanted, FaultMeans means, Optional<Ability<LinkDelay>> delays) {
        var missing = new ArrayList<String>();
        var isLate = !wanted.delay().isZero();
        if (wanted.loss() > 0) {
            missing.addAll(refusal(means, Mean.FILTER));
        }
        if (isLate && (delays.isEmpty() || !wanted.jitter().isZero())) {
            missing.addAll(refusal(means, Mean.NETEM));
        }
        var held = isLate && means.refusal(Mean.NETEM).isPresent();
        if (wanted.rate().isPresent() || (isLate && !held)) {
            missing.addAll(refusal(means, Mean.SHAPING));
        }
        if (!missing.isEmpty()) {
            throw new FaultImpossible("the links of " + machine + " as bad as that: " + wanted, missing);
        }
        return held ? new FaultShare(wanted.withoutDelay(), wanted.delay()) : new FaultShare(wanted, Duration.ZERO);
    }

    private static List<String> refusal(FaultMeans means, Mean mean) {
        return means.refusal(mean).map(why -> mean.words() + ": " + why).stream().toList();
    }
}
