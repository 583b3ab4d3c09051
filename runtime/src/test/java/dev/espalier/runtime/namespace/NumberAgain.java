package dev.espalier.runtime.namespace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program whose keeper is gone, and whose number a process of others has; for a PID namespace of its own. */
final class NumberAgain {
    private static final Path LAST = Path.of("/proc/sys/kernel/ns_last_pid");

    private NumberAgain() {}

    public static void main(String[] arguments) throws IOException {
        var keeper = Keeper.start(Isolation.forMachines());
        ProcessHandle.of(keeper.pid()).orElseThrow().destroyForcibly();
        keeper.ended().toCompletableFuture().join();
        var other = withNumber(keeper.pid());
        keeper.end();
        try (var input = other.outputWriter(StandardCharsets.UTF_8)) {
            input.write("well\n");
        }
        System.out.println("the other is: " + other.inputReader(StandardCharsets.UTF_8).readLine());
    }

    /** A thread may get the number first, and leaves it in time. */
    private static Process withNumber(long pid) throws IOException {
        while (true) {
            Files.writeString(LAST, Long.toString(pid - 1));
            var process = new ProcessBuilder("cat").start();
            if (process.pid() == pid) {
                return process;
            }
            process.destroyForcibly().onExit().join();
        }
    }
}
