package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import dev.espalier.backends.spi.Requirement;

/** What a kernel's file is, by its first bytes. */
public enum KernelFormat {
    ELF,
    BZIMAGE,
    UNKNOWN;

    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final byte[] BOOT_MAGIC = "HdrS".getBytes(StandardCharsets.US_ASCII);
    private static final int BOOT_MAGIC_AT = 0x202;

    public static KernelFormat of(Path kernel) throws IOException {
        try (var bytes = Files.newInputStream(kernel)) {
            var head = bytes.readNBytes(BOOT_MAGIC_AT + BOOT_MAGIC.length);
            if (Arrays.equals(ELF_MAGIC, Arrays.copyOf(head, ELF_MAGIC.length))) {
                return ELF;
            }
            return head.length == BOOT_MAGIC_AT + BOOT_MAGIC.length
                    && Arrays.equals(BOOT_MAGIC, Arrays.copyOfRange(head, BOOT_MAGIC_AT, head.length))
                            ? BZIMAGE
                            : UNKNOWN;
        }
    }

    /**
     * Why a machine cannot boot a kernel.
     *
     * @param machine    its name
     * @param compressed why it cannot boot a bzImage, unless it can
     */
    public static Optional<Requirement> missing(Path kernel, String machine, Optional<Requirement> compressed) {
        try {
            return switch (of(kernel)) {
                case ELF -> Optional.empty();
                case BZIMAGE -> compressed;
                case UNKNOWN -> Optional.of(new Requirement(kernel + " is no kernel that can be booted here",
                        "give " + machine + " an ELF file (vmlinux) or a bzImage"));
            };
        } catch (IOException e) {
            return Optional.of(new Requirement("the kernel of " + machine + " cannot be read: " + e.getMessage(),
                    "see whether the file is there, and readable"));
        }
    }
}
