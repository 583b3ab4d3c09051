package dev.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.ssh.SshOptions;
import dev.espalier.command.CommandOptions;
import dev.espalier.runtime.process.BriefProcess;

/**
 * This host's SSH server in a guest of its Debian release, where it comes up with each boot: an image that has one takes longer
 * to make than the tests with it.
 *
 * @param port of this host, that leads to it
 */
record BorrowedSshd(Path keys, int port) {
    private static final String UNIT = """
            [Service]
            ExecStartPre=mkdir -p /run/sshd
            ExecStart=/usr/sbin/sshd -D -e -f /dev/null -o HostKey=/root/ssh/host_key \
            -o AuthorizedKeysFile=/root/ssh/identity.pub -o StrictModes=no -o PidFile=none

            [Install]
            WantedBy=multi-user.target
            """;
    /** What the guest has itself stays as it is. */
    private static final String BRING = """
            tar --extract --directory=/ --skip-old-files
            echo 'sshd:x:105:65534::/run/sshd:/usr/sbin/nologin' >>/etc/passwd""";

    /** @param keys an empty directory */
    static BorrowedSshd in(Machine guest, Path keys) throws IOException, InterruptedException {
        var program = packed(keys.resolveSibling("sshd.tar"));
        for (var key : List.of("identity", "host_key")) {
            said("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys.resolve(key).toString());
        }
        guest.succeed(BRING, CommandOptions.DEFAULT.stdin(program));
        guest.copyFromHost(keys, "/root/ssh");
        guest.succeed("cat >/etc/systemd/system/borrowed-sshd.service", CommandOptions.DEFAULT.stdin(UNIT));
        guest.succeed("systemctl daemon-reload", "systemctl enable --now borrowed-sshd");
        guest.waitForOpenPort(22);
        var port = guest.forwardPort(22);
        Files.writeString(keys.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(keys.resolve("host_key.pub")));
        return new BorrowedSshd(keys, port);
    }

    /** Packs the program and its libraries, to be unpacked in a guest's root directory. */
    static Path packed(Path archive) throws IOException, InterruptedException {
        said("sh", "-c", "tar --create --dereference --absolute-names --file \"$1\" /usr/sbin/sshd"
                + " $(ldd /usr/sbin/sshd | grep -o '/[^ ]*')", "sh", archive.toString());
        return archive;
    }

    private static void said(String... command) throws IOException, InterruptedException {
        var unused = BriefProcess.run(List.of(command), "");
    }

    /** The guest as a host by SSH. */
    NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny())
                .backend("ssh")
                .onVlans()
                .options(Options.none()
                        .with(SshOptions.HOST, "127.0.0.1")
                        .with(SshOptions.PORT, port)
                        .with(SshOptions.IDENTITY_FILE, keys.resolve("identity"))
                        .with(SshOptions.KNOWN_HOSTS, keys.resolve("known_hosts")));
    }
}
