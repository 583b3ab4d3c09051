package dev.espalier.backends.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.backends.spi.Options;

/**
 * OpenSSH's server on a loopback port, on what passes for a host of its own: it has its own processes, /run, home and boot id, and
 * can be rebooted, by {@code reboot} too. It is no child of this JVM's, but ends soon after it.
 */
public final class TestingSshd implements AutoCloseable {
    /** What the processes of a host are children of. It has a server as long as there is {@code on}. */
    private static final String HOST = """
            cd "$1" || exit
            mount -t tmpfs tmpfs /run && mkdir /run/sshd && mount -t tmpfs tmpfs ~ || exit
            mount --bind boot_id /proc/sys/kernel/random/boot_id || exit
            while [ -e on ]; do /usr/sbin/sshd -D -f sshd_config -E "$1/log"; sleep 0.5; done""";
    /** Of a process that has been started so, this JVM knows nothing. */
    private static final String DETACHED = """
            setsid unshare --mount --pid --fork --kill-child --mount-proc sh -c "$1" sh "$2" </dev/null >"$2/host.log" 2>&1 &
            host=$!
            ( while kill -0 $PPID && kill -0 $host; do sleep 0.5; done; kill -KILL $host
              kill -0 $PPID || rm -rf "$2" ) </dev/null >/dev/null 2>&1 &
            echo $host""";
    private static final int ATTEMPTS = 600;
    private static final int ANSWERING = 10_000;

    private final Path directory;
    private final int port;
    private final long host;

    private TestingSshd(Path directory, int port, long host) {
        this.directory = directory;
        this.port = port;
        this.host = host;
    }

    /**
     * Starts one that lets this user in by the key in {@link #identity}.
     *
     * @param directory empty
     * @param settings  more lines of its configuration
     */
    public static TestingSshd start(Path directory, String... settings) throws IOException, InterruptedException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        makeKey(directory.resolve("host_key"));
        makeKey(directory.resolve("identity"));
        Files.copy(directory.resolve("identity.pub"), directory.resolve("authorized_keys"));
        Files.writeString(directory.resolve("boot_id"), UUID.randomUUID() + "\n");
        var programs = Files.createDirectory(directory.resolve("programs"));
        var reboot = Files.writeString(programs.resolve("reboot"), """
                #!/bin/sh
                cat /proc/sys/kernel/random/uuid >'%s/boot_id'
                kill -KILL -1
                """.formatted(directory));
        if (!reboot.toFile().setExecutable(true)) {
            throw new IOException("cannot make a program of " + reboot);
        }
        var lines = new ArrayList<>(List.of(settings));
        lines.addAll(List.of("Port " + port, "ListenAddress 127.0.0.1", "HostKey " + directory + "/host_key",
                "AuthorizedKeysFile " + directory + "/authorized_keys", "UsePAM no", "StrictModes no", "PidFile none",
                "PermitRootLogin yes", "PasswordAuthentication no", "LogLevel VERBOSE",
                "SetEnv PATH=" + programs + ":/usr/sbin:/usr/bin:/sbin:/bin"));
        Files.write(directory.resolve("sshd_config"), lines);
        Files.createFile(directory.resolve("on"));
        var starting = new ProcessBuilder("sh", "-c", DETACHED, "sh", HOST, directory.toString()).start();
        var host = Long.parseLong(new String(starting.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        var sshd = new TestingSshd(directory, port, host);
        sshd.awaitServer();
        sshd.trust(directory.resolve("known_hosts"));
        return sshd;
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** Waits until it says who it is: a connection alone can be one that a server which is being killed will never take. */
    private void awaitServer() throws IOException, InterruptedException {
        awaiting(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.setSoTimeout(ANSWERING);
                return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void awaiting(Condition condition) throws IOException, InterruptedException {
        var moment = new CountDownLatch(1);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (condition.holds()) {
                return;
            }
            if (moment.await(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
        }
        throw new IOException("in vain; the host says " + Files.readString(directory.resolve("host.log"))
                + " and the server " + (Files.exists(directory.resolve("log"))
                        ? Files.readString(directory.resolve("log"))
                        : "nothing"));
    }

    private void trust(Path knownHosts) throws IOException {
        Files.writeString(knownHosts,
                "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
    }

    public int port() {
        return port;
    }

    public Path identity() {
        return directory.resolve("identity");
    }

    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** What it has said so far. */
    public String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** How a machine is told to reach it. */
    public Options options() {
        return Options.none()
                .with(SshOptions.HOST, "127.0.0.1")
                .with(SshOptions.PORT, port)
                .with(SshOptions.IDENTITY_FILE, identity())
                .with(SshOptions.KNOWN_HOSTS, knownHosts());
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.of(host).stream().flatMap(ProcessHandle::descendants);
    }

    private Optional<ProcessHandle> server() {
        return ProcessHandle.of(host)
                .stream()
                .flatMap(ProcessHandle::children)
                .flatMap(ProcessHandle::children)
                .filter(process -> process.info().command().orElse("").endsWith("/sshd"))
                .findFirst();
    }

    /** The processes of its connections. */
    public List<ProcessHandle> sessions() {
        return server().stream().flatMap(ProcessHandle::children).toList();
    }

    /** Ends its connections by SIGKILL, and nothing that runs by them. */
    public void killSessions() {
        sessions().forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends itself and its connections by SIGKILL; another takes its place in half a second. */
    public void kill() {
        var connections = sessions();
        server().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        connections.forEach(ProcessHandle::destroyForcibly);
    }

    /** Has its connections say nothing more. */
    public void freezeSessions() throws IOException, InterruptedException {
        for (var session : sessions()) {
            run("kill", "-STOP", Long.toString(session.pid()));
        }
    }

    /** Gives it another host key; what is known of it stays. */
    public void changeKey() throws IOException, InterruptedException {
        Files.delete(directory.resolve("host_key"));
        Files.delete(directory.resolve("host_key.pub"));
        makeKey(directory.resolve("host_key"));
        kill();
        awaitServer();
    }

    /** Whether a process of its runs whose command line holds {@code word}. */
    public boolean runs(String word) {
        return processes().anyMatch(process -> commandLine(process).contains(word));
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        ProcessHandle.of(host).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
