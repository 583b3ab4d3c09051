package dev.espalier.bench.faults;

import java.time.Duration;

/**
 * What happens to a run beside what it does itself. A time is from the beginning of the run where it is the JVM that something
 * happens to, and otherwise from when the first machine is started.
 */
sealed interface Fault {

    /** Nothing: the run shows that the test passes. */
    record Nothing() implements Fault {}

    /** A process is sent a signal that ends it. */
    record Ends(EndSignal signal, Target target, Duration after) implements Fault {}

    /** A process stands still for a while. */
    record StandsStill(Target target, Duration after, Duration pause) implements Fault {}

    /** Somebody connects to one of the run's sockets, says nonsense, and goes. */
    record Garbage(long seed, Duration after) implements Fault {}

    /** All of the run's processes stand still for a while, as on a host that has no time for them. */
    record HostStandsStill(Duration after, Duration pause) implements Fault {}

    /** The run may have only so many open files. */
    record FewFiles(int most) implements Fault {}

    /** The disk that the run keeps its sockets and disks on has room for so much. */
    record SmallDisk(int kibibytes) implements Fault {}

    /** Signals that end a process, one of which it hears. */
    enum EndSignal {
        KILL(9),
        TERM(15);

        private static final int FIRST_SIGNAL_STATUS = 128;

        private final int number;

        EndSignal(int number) {
            this.number = number;
        }

        /** How a process exits that it has ended. */
        int status() {
            return FIRST_SIGNAL_STATUS + number;
        }
    }

    /** Which process. */
    sealed interface Target {

        /** The JVM that runs the test. */
        record Jvm() implements Target {}

        /** What runs a machine: its VMM, its nspawn, or who serves a connection to it; any process if there is none such. */
        record Vmm(long seed) implements Target {}

        /** Any that the JVM has started, whichever there is then. */
        record Any(long seed) implements Target {}
    }
}
