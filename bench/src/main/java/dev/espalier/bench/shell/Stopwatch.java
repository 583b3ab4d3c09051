package dev.espalier.bench.shell;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

/** What is measured of any subject. */
final class Stopwatch {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final double BYTES_OF_A_MEGABYTE = 1e6;

    private Stopwatch() {}

    /** The median time of a command, in milliseconds, after a quarter as many that do not count. */
    static double roundTrip(Taker subject, int commands) throws IOException {
        for (int number = 0; number < commands / 4; number++) {
            subject.succeed();
        }
        var times = new ArrayList<Long>();
        for (int number = 0; number < commands; number++) {
            var begin = System.nanoTime();
            subject.succeed();
            times.add(System.nanoTime() - begin);
        }
        return times.stream().sorted().toList().get(commands / 2) / NANOS_OF_A_MILLISECOND;
    }

    /**
     * In seconds.
     *
     * @throws BytesLost if not every byte arrives
     */
    static double download(Subject subject, long bytes) throws IOException {
        var begin = System.nanoTime();
        var arrived = subject.download(bytes);
        var took = System.nanoTime() - begin;
        if (arrived != bytes) {
            throw new BytesLost(bytes, arrived);
        }
        return took / NANOS_OF_A_SECOND;
    }

    /** In megabytes per second. */
    static double upload(Subject subject, long bytes) throws IOException {
        var begin = System.nanoTime();
        subject.upload(bytes);
        return bytes / BYTES_OF_A_MEGABYTE / ((System.nanoTime() - begin) / NANOS_OF_A_SECOND);
    }

    static double milliseconds(long nanos) {
        return nanos / NANOS_OF_A_MILLISECOND;
    }

    static double seconds(long nanos) {
        return nanos / NANOS_OF_A_SECOND;
    }

    /** How much of one core's time this JVM takes, from when its compilers have nothing to do. */
    static double percentOfACore(Duration period) throws InterruptedException {
        awaitCompilers();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var begin = system.getProcessCpuTime();
        TimeUnit.NANOSECONDS.sleep(period.toNanos());
        return 100.0 * (system.getProcessCpuTime() - begin) / period.toNanos();
    }

    private static void awaitCompilers() throws InterruptedException {
        var compilers = ManagementFactory.getCompilationMXBean();
        long before;
        do {
            before = compilers.getTotalCompilationTime();
            TimeUnit.SECONDS.sleep(1);
        } while (compilers.getTotalCompilationTime() != before);
    }
}
