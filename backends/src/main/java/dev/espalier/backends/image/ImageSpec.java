package dev.espalier.backends.image;

import java.util.List;
import java.util.regex.Pattern;

/** What a machine boots. Two equal specs are the same image. */
public sealed interface ImageSpec {

    /** An image that Espalier makes of Debian packages and keeps in an {@link ImageCache}. */
    sealed interface Built extends ImageSpec {}

    /** A kernel and a busybox initramfs with bash: up in two seconds under emulation, no disk. */
    record Tiny() implements Built {}

    /**
     * A Debian system with systemd on a disk.
     *
     * @param packages names of Debian packages beyond the base, in any order
     */
    record Debian(List<String> packages) implements Built {
        private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

        public Debian {
            for (var name : packages) {
                if (!PACKAGE_NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException("not the name of a Debian package: " + name);
                }
            }
            packages = packages.stream().distinct().sorted().toList();
        }
    }

    /**
     * What somebody else made. A guest of its own kernel must offer a root bash on its first virtio console, as NixOS's tests
     * do; a root directory's system must have a bash.
     */
    record Files(MachineImage image) implements ImageSpec {}
}
