package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;

/** Machines that are enough for whoever does not really boot them. */
public final class TestMachines {
    private TestMachines() {}

    public static MachineSpec machine(GuestImage image, Options options, Nic... nics) {
        return machine(2, image, options, nics);
    }

    public static MachineSpec machine(int cpus, GuestImage image, Options options, Nic... nics) {
        return new MachineSpec("web_1", cpus, 256, Optional.of(image), new GuestSeed("web", List.of(), List.of()),
                List.of(nics), options);
    }

    /** An image in a directory, with a kernel of this kind. */
    public static GuestImage image(Path directory, KernelFormat kernel) throws IOException {
        var initrd = Files.write(directory.resolve("image-initrd"), new byte[0]);
        var disk = Files.writeString(directory.resolve("image-disk"), "a disk");
        return new GuestImage(Files.write(directory.resolve("kernel"), head(kernel)), initrd, Optional.of(disk),
                List.of("quiet"));
    }

    private static byte[] head(KernelFormat kernel) {
        var bytes = ByteBuffer.allocate(1024);
        switch (kernel) {
            case ELF -> bytes.put((byte) 0x7f).put("ELF".getBytes(StandardCharsets.US_ASCII));
            case BZIMAGE -> bytes.position(0x202).put("HdrS".getBytes(StandardCharsets.US_ASCII));
            case UNKNOWN -> bytes.put("#!/bin/sh".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.array();
    }
}
