package dev.espalier.bench.shell;

import java.util.Optional;

import dev.espalier.bench.Unit;

/** What is measured, and what we ask of ourselves: nothing, a bound, or one that depends on what others take. */
enum Figure {
    NULL_TRIP("a command, null guest", Unit.MILLISECONDS, 0.10), NULL_DOWNLOAD("output, null guest", Unit.SECONDS,
            0.2), TINY_TRIP("a command, small guest", Unit.MILLISECONDS, 0.35,
                    1.25), TINY_DOWNLOAD("output, small guest", Unit.SECONDS, 0.8), TINY_UPLOAD("input, small guest",
                            Unit.MEGABYTES_PER_SECOND, 80), DEBIAN_TRIP("a command, systemd guest", Unit.MILLISECONDS,
                                    0.15,
                                    1.25), CONTAINER_TRIP("a command, container", Unit.MILLISECONDS, 10), REACTION(
                                            "a wait, after what it waits for", Unit.MILLISECONDS,
                                            80), DEATH("news of a killed QEMU", Unit.MILLISECONDS,
                                                    50), IDLE("of a core, idle with four machines", Unit.PERCENT, 1);

    private final String work;
    private final Unit unit;
    private final Optional<Double> bound;
    private final Optional<Double> ofNixos;
    private final Optional<Double> ofFloor;

    Figure(String work, Unit unit, double bound) {
        this.work = work;
        this.unit = unit;
        this.bound = Optional.of(bound);
        this.ofNixos = Optional.empty();
        this.ofFloor = Optional.empty();
    }

    Figure(String work, Unit unit, double ofNixos, double ofFloor) {
        this.work = work;
        this.unit = unit;
        this.bound = Optional.empty();
        this.ofNixos = Optional.of(ofNixos);
        this.ofFloor = Optional.of(ofFloor);
    }

    String work() {
        return work;
    }

    Unit unit() {
        return unit;
    }

    /** What a value has to keep to, in words. */
    String must() {
        return bound.map(unit::bound)
                .orElseGet(() -> "<= " + ofNixos.orElseThrow() + " x NixOS, " + ofFloor.orElseThrow() + " x floor");
    }
}
