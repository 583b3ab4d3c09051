package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The restarts a supervisor has granted, counted by what it reports. */
final class RestartLedger {

    private final RestartIntensity intensity;
    private final List<Long> restarts = new ArrayList<>();

    RestartLedger(RestartIntensity intensity) {
        this.intensity = intensity;
    }

    void count(long now) {
        restarts.add(now);
    }

    void mayGoOn(long now) {
        assertThat(recent(now)).as("restarts within a period").isLessThanOrEqualTo(intensity.restarts());
    }

    /** @param unseen attempts of which it is not known when they were counted, if at all */
    void mayGiveUp(long now, long unseen) {
        assertThat(recent(now) + unseen).as("restarts before giving up").isGreaterThan(intensity.restarts());
    }

    private long recent(long now) {
        return restarts.stream().filter(restart -> restart >= now - intensity.period().toSeconds()).count();
    }
}
