package dev.espalier.bench.run;

/** How much of the processors others use while something is measured: all processes that this JVM sees and has not started. */
final class ForeignLoad {
    private static final double TICKS_OF_A_SECOND = 100;
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final long begin = System.nanoTime();
    private final HostWork before = HostWork.now();

    /** Since it was made: as a number of cores. */
    double cores() {
        return HostWork.now().foreignSince(before, ProcessHandle.current().pid()) / TICKS_OF_A_SECOND
                / ((System.nanoTime() - begin) / NANOS_OF_A_SECOND);
    }
}
