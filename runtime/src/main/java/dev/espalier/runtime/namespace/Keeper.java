package dev.espalier.runtime.namespace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.runtime.process.ExitStatus;

/**
 * A set of namespaces that cannot outlive this JVM. Its PID 1, the keeper, only reads its standard input, a pipe from
 * this JVM; when the JVM ends, however it ends, the pipe closes, the keeper exits, and the kernel kills every process
 * inside and drops the network, the interfaces and the mounts that were made there.
 *
 * <p>See pid_namespaces(7): when the init process of a PID namespace ends, the kernel sends SIGKILL to all others in it.
 */
public final class Keeper implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(30);

    /**
     * Says its own pid as the host sees it (the inherited /proc still shows the host's numbers), hides the host's
     * processes behind a /proc of its own where that is allowed, and waits for the pipe to close. Orphans become its
     * children: the kernel reaps them if their parent ignores SIGCHLD, which no shell can do, but env(1) of GNU.
     */
    private static final String SCRIPT = """
            read -r pid rest </proc/self/stat
            mount -t proc proc /proc 2>/dev/null
            [ ! -e /sys/class/net/lo ] || ip link set lo up
            echo "keeper $pid"
            if env --ignore-signal=CHLD true; then exec env --ignore-signal=CHLD cat; fi >/dev/null 2>&1
            exec cat >/dev/null""";

    private final Isolation isolation;
    private final Process process;
    private final ProcessHandle keeper;

    /** @param keeper looked up while it runs: once it has ended, its number may be another's */
    private Keeper(Isolation isolation, Process process, ProcessHandle keeper) {
        this.isolation = isolation;
        this.process = process;
        this.keeper = keeper;
    }

    /**
     * Makes the namespaces; takes some ten milliseconds, so not to be called from an actor.
     *
     * @throws NamespaceException if this host does not let this user make them, with what unshare said
     */
    public static Keeper start(Isolation isolation) {
        var command = new ArrayList<String>(List.of("unshare"));
        command.addAll(isolation.unshareFlags());
        command.addAll(List.of("sh", "-c", SCRIPT));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                return new Keeper(isolation, process, keeper(readPid(process)));
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new NamespaceException("cannot run " + String.join(" ", command.subList(0, command.size() - 1)), e);
        }
    }

    /**
     * Makes the namespaces for a moment.
     *
     * @throws NamespaceException if this host does not let this user make them, with what unshare said
     */
    public static void tryOut(Isolation isolation) {
        var command = new ArrayList<String>(List.of("unshare"));
        command.addAll(isolation.unshareFlags());
        command.add("true");
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var watchdog = process.onExit().orTimeout(START.toMillis(), TimeUnit.MILLISECONDS);
            var unused = watchdog.exceptionally(late -> process.destroyForcibly());
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new NamespaceException("no namespaces: " + said.strip());
            }
        } catch (IOException e) {
            throw new NamespaceException("cannot run " + String.join(" ", command), e);
        }
    }

    private static ProcessHandle keeper(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new NamespaceException("no namespaces: process " + pid + " has ended at once"));
    }

    private static long readPid(Process process) throws IOException {
        var watchdog = process.onExit().orTimeout(START.toMillis(), TimeUnit.MILLISECONDS);
        var unused = watchdog.exceptionally(late -> process.destroyForcibly());
        var said = new StringBuilder();
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("keeper ")) {
                watchdog.complete(process);
                return Long.parseLong(line.substring("keeper ".length()).strip());
            }
            said.append(line).append('\n');
        }
        throw new NamespaceException("no namespaces: " + said.toString().strip());
    }

    /**
     * The arguments that run {@code command} inside, in the root directory; the process that is started exits as the
     * command does.
     */
    public List<String> entering(List<String> command) {
        var all = new ArrayList<String>(List.of("nsenter", "--target", Long.toString(pid())));
        all.addAll(isolation.nsenterFlags());
        all.add("--");
        all.addAll(command);
        return List.copyOf(all);
    }

    /** The keeper's process id on this host. */
    public long pid() {
        return keeper.pid();
    }

    /** Completes when nothing is left inside. */
    public CompletionStage<ExitStatus> ended() {
        return process.onExit().thenApply(ended -> ExitStatus.ofExitValue(ended.exitValue()));
    }

    /** Ends everything inside. Returns at once; {@link #ended} tells when it is done. */
    public void end() {
        keeper.destroyForcibly();
        process.destroy();
    }

    /**
     * Ends everything inside and waits until it has ended, so not to be called from an actor.
     *
     * @throws NamespaceException if it has not after 30 s, as when a process hangs in the kernel
     */
    @Override
    public void close() {
        end();
        try {
            ended().toCompletableFuture().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new NamespaceException("the processes in a namespace do not end", e);
        }
    }
}
