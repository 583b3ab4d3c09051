package dev.espalier.bench.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
final class LoopbackHost implements AutoCloseable {
    private static final String SERVER = """
            [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
            "$(PATH=$PATH:/usr/sbin command -v sshd)" -D -e -f /dev/null "$@" &
            read -r _; kill $!""";
    private static final String USER = System.getProperty("user.name");
    private static final String ADDRESS = "127.0.0.1";

    private final Path directory;
    private final int port;
    private final Process server;

    private LoopbackHost(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** @throws HostNotReady if there is no OpenSSH here */
    static LoopbackHost start() throws IOException, InterruptedException {
        HostPrograms.missing("sshd", "openssh-server").ifPresent(missing -> {
            throw new HostNotReady(List.of(missing));
        });
        var directory = Files.createTempDirectory("espalier-sshd");
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
        var command = new ArrayList<>(List.of("sh", "-c", SERVER, "sh"));
        List.of("ListenAddress=" + ADDRESS + ":" + port, "HostKey=" + directory + "/host_key",
                "AuthorizedKeysFile=" + directory + "/identity.pub", "StrictModes=no", "PidFile=none", "UsePAM=no",
                "SetEnv=SHLVL=2")
                .forEach(setting -> command.addAll(List.of("-o", setting)));
        var server = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = server.inputReader().readLine();
        if (said == null || !said.contains("listening")) {
            throw new IOException("sshd says: " + said);
        }
        return new LoopbackHost(directory, port, server);
    }

    NodeSpec node() {
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

    /**
     * OpenSSH's own client, which makes a connection for the first command and keeps it for those that follow; ten seconds
     * after the last one it ends, as nothing here ends it.
     */
    Taker controlMaster() {
        return new StartedProgram(List.of("ssh", "-F", "none", "-q", "-S", directory.resolve("control").toString(),
                "-o", "ControlMaster=auto", "-o", "ControlPersist=10", "-o", "BatchMode=yes", "-o",
                "UserKnownHostsFile=" + directory.resolve("known_hosts"), "-i",
                directory.resolve("identity").toString(), "-p", Integer.toString(port), USER + "@" + ADDRESS, "true"));
    }

    @Override
    public void close() throws IOException {
        server.getOutputStream().close();
        server.onExit().join();
        FileTree.remove(directory);
    }
}
