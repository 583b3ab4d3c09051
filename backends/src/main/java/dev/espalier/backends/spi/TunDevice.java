package dev.espalier.backends.spi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The device by which a program has a network interface of this host for its own. */
public record TunDevice(Path path) {
    public static final TunDevice OF_THIS_HOST = new TunDevice(Path.of("/dev/net/tun"));

    /** What is missing if this user cannot use it. */
    public Optional<Requirement> missing() {
        if (Files.isWritable(path)) {
            return Optional.empty();
        }
        return Optional.of(Files.exists(path)
                ? new Requirement(path + " cannot be opened by this user", "chmod 666 " + path
                        + ", as most distributions do, or run as root")
                : new Requirement(path + " does not exist", "modprobe tun; in a container, start it with"
                        + " --device " + path + "; in Nix's sandbox, set extra-sandbox-paths to it"));
    }
}
