package dev.espalier.backends.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The names of an image's files in its directory. */
final class ImageFiles {
    static final String KERNEL = "kernel";
    static final String INITRD = "initrd";
    static final String ROOT_DISK = "root.img";

    private ImageFiles() {}

    static GuestImage in(Path directory, List<String> kernelParameters) {
        var disk = directory.resolve(ROOT_DISK);
        return new GuestImage(directory.resolve(KERNEL), directory.resolve(INITRD),
                Files.exists(disk) ? Optional.of(disk) : Optional.empty(), kernelParameters);
    }
}
