package dev.espalier.backends.image;

import java.util.List;

/** What a guest image is made of. Two equal specs are the same image. */
public sealed interface ImageSpec {

    /** A kernel and a busybox initramfs with bash: up in two seconds under emulation, no disk. */
    record Tiny() implements ImageSpec {}

    /**
     * A Debian system with systemd on a disk.
     *
     * @param packages Debian packages beyond the base, in any order
     */
    record Debian(List<String> packages) implements ImageSpec {
        public Debian {
            packages = packages.stream().distinct().sorted().toList();
        }
    }
}
