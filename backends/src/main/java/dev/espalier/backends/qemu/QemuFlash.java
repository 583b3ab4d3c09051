package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Requirement;

/** What a board with a UEFI has in its flash; one without has QEMU's own firmware, a BIOS. */
record QemuFlash(UefiFirmware firmware, QemuEfiVariables variables) {
    private static final String UEFI = "uefi";
    private static final String DEBIAN_PACKAGE = "ovmf";
    private static final String VARIABLES = "efi-vars.fd";

    static final OptionKey<String> FIRMWARE = new OptionKey<>("firmware",
            new OptionType.Choice(List.of("bios", UEFI)),
            "what the board starts with; bios unless given. A uefi keeps its variables over the machine's starts");

    /** What is to be written into a configuration for a UEFI. */
    static final String REQUEST = "\"" + FIRMWARE.name() + "\": \"" + UEFI + "\"";

    static boolean isWantedBy(MachineSpec machine) {
        return machine.options().get(FIRMWARE).filter(UEFI::equals).isPresent();
    }

    /** Why this host has no flash for a machine that wants a UEFI. */
    static Optional<Requirement> missing(MachineSpec machine, MachineType type) {
        if (!isWantedBy(machine) || UefiFirmware.of(type, UefiFirmware.DESCRIPTIONS).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(type.flashBoard().isEmpty()
                ? new Requirement("the board " + type.word() + " has no place for the UEFI of " + machine.name(),
                        "give it no \"" + FIRMWARE.name() + "\", or another \"" + QemuBackend.MACHINE_TYPE.name()
                                + "\"")
                : new Requirement("there is no UEFI for the board " + type.word() + " of " + machine.name()
                        + ", as none is described in " + UefiFirmware.DESCRIPTIONS.stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(", ")),
                        "apt-get install " + DEBIAN_PACKAGE));
    }

    /**
     * The flash of a machine that wants a UEFI.
     *
     * @param directory the machine's own
     * @throws IllegalArgumentException if it is {@link #missing}
     */
    static Optional<QemuFlash> of(MachineSpec machine, MachineType type, Path directory) {
        return isWantedBy(machine)
                ? Optional.of(UefiFirmware.of(type, UefiFirmware.DESCRIPTIONS)
                        .map(firmware -> new QemuFlash(firmware,
                                new QemuEfiVariables(firmware.template(), directory.resolve(VARIABLES))))
                        .orElseThrow(() -> new IllegalArgumentException("no UEFI for " + machine.name())))
                : Optional.empty();
    }

    List<QemuArgument> arguments() {
        return List.of(
                flash(0).with("file", firmware.code()).with("format", firmware.format()).with("readonly", "on"),
                flash(1).with("file", variables.file()).with("format", UefiFirmware.RAW).with("cache", "unsafe"));
    }

    private static QemuArgument flash(int unit) {
        return QemuArgument.text("-drive", "if=pflash").with("unit", unit);
    }
}
