package dev.espalier.backends.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.spi.Requirement;

/** A program of the host that builds take part of. */
enum HostTool {
    APT_GET("apt-get", "apt"), DPKG_DEB("dpkg-deb", "dpkg"), UNSHARE("unshare", "util-linux"), DEPMOD("depmod",
            "kmod"), MMDEBSTRAP("mmdebstrap", "mmdebstrap"), MKE2FS("mke2fs", "e2fsprogs");

    /** Where programs are; an ordinary user's own PATH often lacks the system's half. */
    static final List<Path> PATH = List.of(Path.of("/usr/local/sbin"), Path.of("/usr/local/bin"), Path.of("/usr/sbin"),
            Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

    /** What it takes to fetch and unpack packages, which every image begins with. */
    static final Set<HostTool> FOR_UNPACKING = Set.of(APT_GET, DPKG_DEB, UNSHARE, DEPMOD);

    private final String command;
    private final String debianPackage;

    HostTool(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /** The program as something this host lacks, if it does. */
    Optional<Requirement> missing() {
        return PATH.stream().map(directory -> directory.resolve(command)).anyMatch(Files::isExecutable)
                ? Optional.empty()
                : Optional.of(new Requirement(command + " is not installed", "apt-get install " + debianPackage));
    }
}
