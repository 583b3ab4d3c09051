package dev.espalier.bench.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is measured of any subject. */
public final class Stopwatch {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final double BYTES_OF_A_MEGABYTE = 1e6;

    private Stopwatch() {}

    /** How long each command took, in milliseconds, after a quarter as many that do not count. */
    public static List<Double> roundTrips(Taker subject, int commands) throws IOException {
        for (int number = 0; number < commands / 4; number++) {
            subject.succeed();
        }
        var times = new ArrayList<Double>();
        for (int number = 0; number < commands; number++) {
            var begin = System.nanoTime();
            subject.succeed();
            times.add(milliseconds(System.nanoTime() - begin));
        }
        return times;
    }

    /**
     * In megabytes per second.
     *
     * @throws BytesLost if not every byte arrives
     */
    public static double download(Subject subject, long bytes) throws IOException {
        var begin = System.nanoTime();
        var arrived = subject.download(bytes);
        var took = System.nanoTime() - begin;
        if (arrived != bytes) {
            throw new BytesLost(bytes, arrived);
        }
        return megabytesPerSecond(bytes, took);
    }

    /** In megabytes per second. */
    public static double upload(Subject subject, long bytes) throws IOException {
        var begin = System.nanoTime();
        subject.upload(bytes);
        return megabytesPerSecond(bytes, System.nanoTime() - begin);
    }

    public static double megabytesPerSecond(long bytes, long nanos) {
        return bytes / BYTES_OF_A_MEGABYTE / seconds(nanos);
    }

    public static double milliseconds(long nanos) {
        return nanos / NANOS_OF_A_MILLISECOND;
    }

    public static double seconds(long nanos) {
        return nanos / NANOS_OF_A_SECOND;
    }
}
