package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a kernel's file is, by its first bytes. */
enum KernelFormat {
    ELF, BZIMAGE, UNKNOWN;

    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final byte[] BOOT_MAGIC = "HdrS".getBytes(StandardCharsets.US_ASCII);
    private static final int BOOT_MAGIC_AT = 0x202;

    static KernelFormat of(Path kernel) throws IOException {
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
}
