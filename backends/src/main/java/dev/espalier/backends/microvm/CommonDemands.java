package dev.espalier.backends.microvm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;

/**
 * What a machine may ask of any monitor in vain, each in the same words.
 *
 * @param monitor the monitor's name, as a sentence has it
 */
public record CommonDemands(String monitor, MachineSpec machine) {
    /** The kernel takes no more. */
    private static final int LONGEST_COMMAND_LINE = 2048;

    /**
     * Something that came with a later version.
     *
     * @param what as in "Firecracker 1.0 has no such thing"
     */
    public Requirement tooOld(Object version, String what, Object since, String remedy) {
        return new Requirement(monitor + " " + version + " " + what + ", which came with " + since, remedy);
    }

    /** A kernel, where there is only a directory. */
    public Requirement kernelOfDirectory() {
        return new Requirement("a directory has no kernel, and " + machine.name() + " is to boot one",
                "give it an image, or the backend nspawn");
    }

    /**
     * A kernel that it cannot boot.
     *
     * @param compressed why it cannot boot a bzImage, unless it can
     */
    public Optional<Requirement> kernel(Path kernel, Optional<Requirement> compressed) {
        return KernelFormat.missing(kernel, machine.name(), compressed);
    }

    /** A compressed kernel, of a version that boots none. */
    public Requirement compressedKernel(Object version, Object since) {
        return tooOld(version, "boots no compressed kernel (bzImage) as " + machine.name() + " has it", since,
                "use a newer one, or an image with an uncompressed kernel (vmlinux)");
    }

    /** @param reserved how many bytes the monitor adds by itself, at most */
    public Optional<Requirement> commandLine(String parameters, int reserved) {
        var most = LONGEST_COMMAND_LINE - reserved;
        return parameters.getBytes(StandardCharsets.UTF_8).length <= most
                ? Optional.empty()
                : Optional.of(new Requirement("the kernel's command line for " + machine.name() + " is longer than "
                        + most + " bytes", "give it fewer \"kernel_parameters\""));
    }

    public Optional<Requirement> balloon() {
        return machine.options().get(MicroVmOptions.BALLOON_MIB).orElse(0) < machine.memoryMib()
                ? Optional.empty()
                : Optional.of(new Requirement("the balloon of " + machine.name() + " is to take all of its memory",
                        "give it fewer \"balloon_mib\" than \"memory_mib\""));
    }
}
