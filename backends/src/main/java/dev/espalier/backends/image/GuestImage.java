package dev.espalier.backends.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image ready to boot. Its files are shared by every machine that uses it and are never written to.
 *
 * @param kernel           a bzImage or, for monitors that boot it, an ELF file
 * @param initrd           a cpio archive, compressed or not, to which a {@link GuestSeed} may be appended
 * @param rootDisk         a raw ext4 file system for the guest's first disk; none if the guest lives in its initramfs
 * @param kernelParameters what the guest needs on its kernel's command line, beyond the console
 */
public record GuestImage(Path kernel, Path initrd, Optional<Path> rootDisk, List<String> kernelParameters)
        implements
            MachineImage {
    public GuestImage {
        kernelParameters = List.copyOf(kernelParameters);
    }

    @Override
    public List<Path> unreadable() {
        return Stream.concat(Stream.of(kernel, initrd), rootDisk.stream())
                .filter(file -> !Files.isReadable(file))
                .toList();
    }
}
