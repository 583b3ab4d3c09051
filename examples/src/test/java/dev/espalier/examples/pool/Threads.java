package dev.espalier.examples.pool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/** This JVM's threads, the virtual ones too. */
final class Threads {

    private Threads() {}

    /** The lines of a thread dump that show a thread whose name begins like this. */
    static List<String> living(String name, Path directory) throws IOException {
        var dump = directory.resolve("threads");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream().filter(line -> line.contains(" \"" + name)).toList();
    }

    /** Waits until there are none; if the test's time is up before, returns those that are left. */
    static List<String> leftOf(String name, Path directory) throws IOException {
        var left = living(name, directory);
        while (!left.isEmpty() && !Thread.currentThread().isInterrupted()) {
            left = living(name, directory);
        }
        return left;
    }
}
