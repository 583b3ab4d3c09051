package dev.espalier.backends.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.espalier.runtime.io.Closing;

/** All lanes of one machine. The first is the host's own, for what must not wait for a command of the test. */
final class Lanes implements Closeable {
    private final List<Lane> all;
    private final List<Lane> others;

    private Lanes(List<Lane> all) {
        this.all = List.copyOf(all);
        this.others = this.all.subList(1, all.size());
    }

    /** Listens on all ports, or on none. */
    static Lanes listen(List<PortPair> ports, Consumer<Lane.News> owner) throws IOException {
        var lanes = new ArrayList<Lane>();
        try {
            for (var pair : ports) {
                lanes.add(new Lane(lanes.size(), pair.stdout(), pair.stderr(), owner));
            }
        } catch (IOException e) {
            lanes.forEach(Closing::quietly);
            throw e;
        }
        return new Lanes(lanes);
    }

    Lane get(int number) {
        return all.get(number);
    }

    List<Lane> all() {
        return all;
    }

    Lane own() {
        return all.getFirst();
    }

    boolean areConnected() {
        return all.stream().allMatch(Lane::isConnected);
    }

    /** Whether no start is under way. */
    boolean areSettled() {
        return those(all, lane -> lane.state() instanceof Lane.Starting).isEmpty();
    }

    /** Whether none runs a command, also none of the host's own, and none is about to. */
    boolean areAtRest() {
        return those(all, lane -> switch (lane.state()) {
            case Lane.Starting starting -> true;
            case Lane.Busy busy -> true;
            case Lane.Idle idle -> false;
            case Lane.Unused unused -> false;
            case Lane.Down down -> false;
        }).isEmpty();
    }

    /** @param bootId of the guest that they are in */
    ResidentBashes residents(String bootId) {
        return new ResidentBashes(bootId, all.stream().map(lane -> ResidentBashes.pid(lane.state())).toList());
    }

    /** Takes over bashes that wait for commands. */
    void adopt(ResidentBashes residents) {
        all.forEach(lane -> residents.pid(lane.number()).ifPresent(lane::started));
    }

    /** Those that wait for a command of the test. */
    List<Lane> idle() {
        return those(others, lane -> lane.state() instanceof Lane.Idle);
    }

    /** Whether any lane serves the test, now or when it is done with what it does. */
    boolean serve() {
        return others.stream().anyMatch(lane -> switch (lane.state()) {
            case Lane.Idle idle -> true;
            case Lane.Busy busy -> true;
            case Lane.Starting starting -> true;
            case Lane.Unused unused -> false;
            case Lane.Down down -> false;
        });
    }

    /** What runs for the test. */
    List<ShellJob> busy() {
        return others.stream().flatMap(lane -> running(lane).map(Lane.Busy::job).stream()).toList();
    }

    List<Long> busyPids() {
        return others.stream().flatMap(lane -> running(lane).map(Lane.Busy::pid).stream()).toList();
    }

    /** The lane that runs {@code job}, if it is still known. */
    Optional<Lane> of(ShellJob job) {
        return all.stream().filter(lane -> running(lane).filter(busy -> busy.job() == job).isPresent()).findFirst();
    }

    /** The bashes that wait for a command of the test. */
    List<Long> idlePids() {
        return others.stream()
                .flatMap(lane -> lane.state() instanceof Lane.Idle(var pid) ? Stream.of(pid) : Stream.empty())
                .toList();
    }

    /** All bashes that are known, also the host's own. */
    List<Long> pids() {
        return all.stream().flatMap(lane -> switch (lane.state()) {
            case Lane.Idle(var pid) -> Stream.of(pid);
            case Lane.Busy(var pid, var job) -> Stream.of(pid);
            case Lane.Starting starting -> Stream.<Long>of();
            case Lane.Unused unused -> Stream.<Long>of();
            case Lane.Down down -> Stream.<Long>of();
        }).toList();
    }

    private static Optional<Lane.Busy> running(Lane lane) {
        return lane.state() instanceof Lane.Busy busy ? Optional.of(busy) : Optional.empty();
    }

    /** Those that could have a bash, and whose last one is no more. */
    List<Lane> down() {
        return those(all, lane -> lane.isConnected() && lane.state() instanceof Lane.Down);
    }

    /**
     * Those that could have a bash, have not had one yet, and should: the host's own, and as many as it takes for one more
     * command to begin at once than there are waiting. Where a bash follows another, nobody knows when it comes.
     */
    List<Lane> wanted(int waiting) {
        var missing = Math.max(0, waiting + 1 - those(others, Lanes::isComing).size());
        var unused = those(all, Lanes::isUnused);
        return unused.subList(0, Math.min(unused.size(), isUnused(own()) ? 1 + missing : missing));
    }

    /** Without a stream, as some are looked for several times a command. */
    private static List<Lane> those(List<Lane> lanes, Predicate<Lane> are) {
        var those = new ArrayList<Lane>();
        for (var lane : lanes) {
            if (are.test(lane)) {
                those.add(lane);
            }
        }
        return those;
    }

    private static boolean isComing(Lane lane) {
        return switch (lane.state()) {
            case Lane.Idle idle -> true;
            case Lane.Starting(var sync, var again) -> !again;
            case Lane.Busy busy -> false;
            case Lane.Unused unused -> false;
            case Lane.Down down -> false;
        };
    }

    private static boolean isUnused(Lane lane) {
        return lane.isConnected() && lane.state() instanceof Lane.Unused;
    }

    void giveUpStarts() {
        all.stream().filter(lane -> lane.state() instanceof Lane.Starting).forEach(Lane::down);
    }

    void forgetAll() {
        all.forEach(Lane::forget);
    }

    @Override
    public void close() {
        all.forEach(Lane::close);
    }
}
