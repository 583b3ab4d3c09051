package dev.espalier.backends.image;

import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.Requirement;

/** A program of the host that builds take part of. */
enum HostTool {
    APT_GET("apt-get", "apt"),
    DPKG_DEB("dpkg-deb", "dpkg"),
    UNSHARE("unshare", "util-linux"),
    DEPMOD("depmod",
            "kmod"),
    MMDEBSTRAP("mmdebstrap", "mmdebstrap"),
    MKE2FS("mke2fs", "e2fsprogs");

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
        return HostPrograms.missing(command, debianPackage);
    }
}
