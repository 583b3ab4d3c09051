package dev.espalier.bench.faults;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What one run is to be: all of it follows from the seed, and from how fast this host is.
 *
 * @param scenario the test
 * @param fault    what breaks
 */
record Plan(long seed, Scenario scenario, Fault fault) {
    private static final int FEWEST_FILES = 60;
    private static final int MOST_FILES = 400;
    private static final int SMALLEST_DISK_KIB = 16;
    private static final int LARGEST_DISK_KIB = 1024;
    private static final int LONGEST_PAUSE_MS = 1500;

    /**
     * @param scenarios those to choose from; one that is there twice is chosen twice as often
     * @param usual     how long each takes here if nothing breaks
     */
    static Plan of(long seed, List<Scenario> scenarios, Function<Scenario, Duration> usual) {
        var random = new SplittableRandom(seed);
        var scenario = scenarios.get(random.nextInt(scenarios.size()));
        return new Plan(seed, scenario, fault(random, usual.apply(scenario)));
    }

    private static Fault fault(SplittableRandom random, Duration usual) {
        var target = target(random);
        var moment = moment(random, target, usual);
        return switch (random.nextInt(12)) {
            case 0 -> new Fault.Nothing();
            case 1, 2, 3 -> new Fault.Ends(Fault.EndSignal.KILL, target, moment);
            case 4, 5 -> new Fault.Ends(Fault.EndSignal.TERM, target, moment);
            case 6, 7 -> new Fault.StandsStill(target, moment, Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
            case 8 -> new Fault.Garbage(random.nextLong(), moment);
            case 9 -> new Fault.HostStandsStill(moment, Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
            case 10 -> new Fault.SmallDisk(random.nextInt(SMALLEST_DISK_KIB, LARGEST_DISK_KIB));
            default -> new Fault.FewFiles(random.nextInt(FEWEST_FILES, MOST_FILES));
        };
    }

    /** The JVM may be hit at any time; what it has started, at any time from when there are machines. */
    private static Duration moment(SplittableRandom random, Fault.Target target, Duration usual) {
        var latest = target instanceof Fault.Target.Jvm ? usual : usual.dividedBy(2);
        return Duration.ofMillis(random.nextLong(latest.toMillis()));
    }

    private static Fault.Target target(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Fault.Target.Jvm();
            case 1 -> new Fault.Target.Vmm(random.nextLong());
            default -> new Fault.Target.Any(random.nextLong());
        };
    }
}
