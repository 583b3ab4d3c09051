package dev.espalier.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.ssh.SshOptions;
import dev.espalier.error.HostNotReady;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.process.BriefProcess;

/**
 * This host as one by SSH: OpenSSH's server on a loopback port, which ends with its standard input and thus with this JVM. A
 * user's bash takes itself for one within another, and does not read what its user would have it do at first.
 */
public final class LoopbackHost implements AutoCloseable {
    private static final String SERVER = """
            [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
            "$(PATH=$PATH:/usr/sbin command -v sshd)" -D -e -f /dev/null "$@" &
            read -r _; kill $!""";
    /** The keys, which lie in the working directory, stay where they are. */
    private static final String OWN_TMP = """
            mount -t tmpfs -o mode=1777 tmpfs /tmp && mkdir -p "$PWD" && cp -- * "$PWD" && exec "$@\"""";
    private static final String USER = System.getProperty("user.name");
    private static final String ADDRESS = "127.0.0.1";

    private final Path directory;
    private final int port;
    private final Process server;
    private final Set<ProcessHandle> standing;

    private LoopbackHost(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
        this.standing = server.descendants().collect(Collectors.toUnmodifiableSet());
    }

    /** @throws HostNotReady if there is no OpenSSH here */
    public static LoopbackHost start() throws IOException, InterruptedException {
        return start(List.of());
    }

    /**
     * In namespaces of its own, so that all it has started ends with it, and nothing stays in /tmp. Wants root.
     *
     * @throws HostNotReady if there is no OpenSSH here
     */
    public static LoopbackHost startApart() throws IOException, InterruptedException {
        return start(List.of("unshare", "--pid", "--fork", "--mount-proc", "sh", "-c", OWN_TMP, "sh"));
    }

    private static LoopbackHost start(List<String> surroundings) throws IOException, InterruptedException {
        HostPrograms.missing("sshd", "openssh-server").ifPresent(missing -> {
            throw new HostNotReady(List.of(missing));
        });
        return Scratch.holding(directory -> start(directory, surroundings));
    }

    private static LoopbackHost start(Path directory, List<String> surroundings)
            throws IOException, InterruptedException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (var key : List.of("identity", "host_key")) {
            var unused = BriefProcess.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                    directory.resolve(key).toString()), "");
        }
        Files.writeString(directory.resolve("known_hosts"),
                "[" + ADDRESS + "]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
        var command = new ArrayList<>(surroundings);
        command.addAll(List.of("sh", "-c", SERVER, "sh"));
        List.of("ListenAddress=" + ADDRESS + ":" + port, "HostKey=" + directory + "/host_key",
                "AuthorizedKeysFile=" + directory + "/identity.pub", "StrictModes=no", "PidFile=none", "UsePAM=no",
                "SetEnv=SHLVL=2")
                .forEach(setting -> command.addAll(List.of("-o", setting)));
        var server = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        var said = server.inputReader().readLine();
        if (said == null || !said.contains("listening")) {
            throw new IOException("sshd says: " + said);
        }
        return new LoopbackHost(directory, port, server);
    }

    /** It as a machine, which its options describe. */
    public NodeSpec node() {
        return NodeSpec.of("host", new ImageSpec.Tiny())
                .backend("ssh")
                .onVlans()
                .options(Options.none()
                        .with(SshOptions.HOST, ADDRESS)
                        .with(SshOptions.PORT, port)
                        .with(SshOptions.USER, USER)
                        .with(SshOptions.IDENTITY_FILE, directory.resolve("identity"))
                        .with(SshOptions.KNOWN_HOSTS, directory.resolve("known_hosts")));
    }

    /** The same as a configuration has it. */
    public String configuration() {
        return """
                "backend": "ssh", "host": "%1$s", "port": %2$d, "user": "%3$s", "identity_file": "%4$s/identity", \
                "known_hosts": "%4$s/known_hosts", "vlans": []"""
                .formatted(ADDRESS, port, USER, directory);
    }

    /** OpenSSH's own client, connected to it. */
    public KeptConnection connect() throws IOException {
        return KeptConnection.open(directory, List.of("-o", "BatchMode=yes", "-o",
                "UserKnownHostsFile=" + directory.resolve("known_hosts"), "-i",
                directory.resolve("identity").toString(), "-p", Integer.toString(port), USER + "@" + ADDRESS));
    }

    /** What its server runs for those who are connected now, and what they have started; without what has ended unreaped. */
    public List<ProcessHandle> sessions() {
        return server.descendants()
                .filter(process -> !standing.contains(process) && process.info().command().isPresent())
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.getOutputStream().close();
        server.onExit().join();
        FileTree.remove(directory);
    }
}
