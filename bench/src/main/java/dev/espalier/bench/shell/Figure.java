package dev.espalier.bench.shell;

import dev.espalier.bench.Unit;

/** What is measured, and what we ask of ourselves. */
enum Figure {
    NULL_TRIP("a command, null guest", Unit.MILLISECONDS, new Aim.Bound(0.10)),
    NULL_DOWNLOAD("output, null guest",
            Unit.SECONDS,
            new Aim.Bound(0.2)),
    TINY_TRIP("a command, small guest", Unit.MILLISECONDS, new Aim.Shares(0.35,
            1.25)),
    TINY_DOWNLOAD("output, small guest", Unit.SECONDS, new Aim.Bound(0.8)),
    TINY_UPLOAD(
            "input, small guest", Unit.MEGABYTES_PER_SECOND,
            new Aim.Bound(80)),
    DEBIAN_TRIP("a command, systemd guest", Unit.MILLISECONDS,
            new Aim.Shares(0.15, 1.25)),
    CONTAINER_TRIP("a command, container",
            Unit.MILLISECONDS, new Aim.Bound(10)),
    HOST_TRIP("a command, host by SSH",
            Unit.MILLISECONDS,
            new Aim.Bound(12)),
    FLEET("start of 20 containers", Unit.SECONDS,
            new Aim.BeyondFloor(2)),
    REACTION(
            "a wait, after what it waits for",
            Unit.MILLISECONDS,
            new Aim.Bound(80)),
    DEATH("news of a killed QEMU",
            Unit.MILLISECONDS, new Aim.Bound(50)),
    IDLE(
            "of a core, idle with four machines",
            Unit.PERCENT, new Aim.Bound(1));

    /** What a value has to keep to. */
    private sealed interface Aim {
        record Bound(double value) implements Aim {}

        /** Parts of what others take. */
        record Shares(double ofNixos, double ofFloor) implements Aim {}

        record BeyondFloor(double value) implements Aim {}

        default String of(Unit unit) {
            return switch (this) {
                case Bound(var value) -> unit.bound(value);
                case Shares(var ofNixos, var ofFloor) -> "<= " + ofNixos + " x NixOS, " + ofFloor + " x floor";
                case BeyondFloor(var value) -> "<= floor + " + unit.show(value) + " " + unit.symbol();
            };
        }
    }

    private final String work;
    private final Unit unit;
    private final String must;

    Figure(String work, Unit unit, Aim aim) {
        this.work = work;
        this.unit = unit;
        this.must = aim.of(unit);
    }

    String work() {
        return work;
    }

    Unit unit() {
        return unit;
    }

    /** What a value has to keep to, in words. */
    String must() {
        return must;
    }
}
