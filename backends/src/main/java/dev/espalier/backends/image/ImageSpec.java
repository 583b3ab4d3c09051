package dev.espalier.backends.image;

import java.util.List;
import java.util.regex.Pattern;

/** What a guest image is made of. Two equal specs are the same image. */
public sealed interface ImageSpec {

    /** A kernel and a busybox initramfs with bash: up in two seconds under emulation, no disk. */
    record Tiny() implements ImageSpec {}

    /**
     * A Debian system with systemd on a disk.
     *
     * @param packages names of Debian packages beyond the base, in any order
     */
    record Debian(List<String> packages) implements ImageSpec {
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
}
