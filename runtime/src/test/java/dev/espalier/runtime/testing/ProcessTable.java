package dev.espalier.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host's processes, found by a word in their command lines that nothing else has. */
public final class ProcessTable {
    private ProcessTable() {}

    /** Those that live: a zombie is not among them, for it does nothing any more. */
    public static List<ProcessHandle> livingWith(String word) {
        return ProcessHandle.allProcesses().filter(process -> has(process, word)).toList();
    }

    /** Whether it lives and has this word in its command line. */
    public static boolean has(ProcessHandle process, String word) {
        return commandLine(process.pid()).contains(word);
    }

    /** What /proc says; nothing for a zombie and for a process that is gone. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until {@code processes} are gone. */
    public static void awaitEnd(List<ProcessHandle> processes) {
        for (var process : processes) {
            process.onExit().orTimeout(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** The pid namespace's, network namespace's or other namespace's identity of a process. */
    public static String namespace(long pid, String kind) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", kind)).toString();
    }
}
