package dev.espalier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.OpenSshWord;
import dev.espalier.backends.spi.SshHost;
import dev.espalier.engine.EngineMachine;
import dev.espalier.error.HostNotReady;
import dev.espalier.guest.Guest;
import dev.espalier.guest.SshServer;
import dev.espalier.runtime.process.BriefProcess;

/**
 * A way for a person into one machine, by OpenSSH's client with a configuration of its own: to a host by its own server, to
 * any other machine by a server in its guest that is reached through the machine's shell.
 */
final class SshBackdoor {
    private static final String CLIENT_PACKAGE = "openssh-client";
    private static final String CONFIGURATION = "ssh_config";
    private static final String SOCKET = "ssh.sock";

    private final Guest machine;
    private final EngineMachine engine;
    private final Abilities abilities;
    private Optional<Path> configuration = Optional.empty();

    SshBackdoor(Guest machine, EngineMachine engine, Abilities abilities) {
        this.machine = machine;
        this.engine = engine;
        this.abilities = abilities;
    }

    /**
     * What is typed into a shell of this host for a session as root, or as whom the host is reached.
     *
     * @param up returns when the machine answers
     */
    synchronized String command(Runnable up) {
        var host = abilities.find(SshHost.class);
        requirePrograms(host.isPresent() ? Stream.of("ssh") : Stream.of("ssh", "ssh-keygen", "socat"));
        up.run();
        if (configuration.isEmpty()) {
            configuration = Optional.of(made(host));
        }
        return "ssh -F " + ShellWords.quoted(configuration.get().toString()) + " " + machine.name();
    }

    private static void requirePrograms(Stream<String> programs) {
        var missing = programs
                .flatMap(program -> HostPrograms.missing(program, program.startsWith("ssh") ? CLIENT_PACKAGE : program)
                        .stream())
                .toList();
        if (!missing.isEmpty()) {
            throw new HostNotReady(missing);
        }
    }

    private Path made(Optional<Ability<SshHost>> host) {
        var directory = engine.home();
        try {
            var file = directory.resolve(CONFIGURATION);
            return Files.writeString(file, host.isPresent()
                    ? host.get().use(ssh -> ssh.clientConfiguration(machine.name()))
                    : toGuest(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the way into " + machine.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while making the way into " + machine.name());
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private String toGuest(Path directory) throws IOException, InterruptedException {
        var identity = key(directory.resolve("ssh_identity"));
        var hostKey = key(directory.resolve("ssh_host_key"));
        var server = new SshServer(Files.readString(hostKey), publicKey(identity));
        server.requireIn(machine);
        Files.writeString(directory.resolve("ssh_known_hosts"), machine.name() + " " + publicKey(hostKey));
        engine.listen(SOCKET, server.connection());
        return """
                Host %s
                User root
                ProxyCommand sh -c 'cd "$0" && exec socat - UNIX-CONNECT:%s' %s
                IdentityFile %s
                UserKnownHostsFile %s
                IdentityAgent none
                IdentitiesOnly yes
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
                UpdateHostKeys no
                PreferredAuthentications publickey
                """.formatted(machine.name(), SOCKET, ShellWords.quoted(directory.toString()).replace("%", "%%"),
                OpenSshWord.of(identity), OpenSshWord.of(directory.resolve("ssh_known_hosts")));
    }

    private static Path key(Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        var unused = BriefProcess.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "espalier", "-f",
                file.toString()), "");
        return file;
    }

    private static String publicKey(Path key) throws IOException {
        return Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
    }
}
