package dev.espalier.backends.qemu;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The boards that QEMU can be. */
enum MachineType {
    /** A PC of today, with PCI Express. */
    Q35,
    /** A PC of 1996. */
    PC,
    /** Nothing but what a virtual machine needs: virtio on a plain bus, no PCI, no screen. */
    MICROVM;

    static MachineType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    QemuArgument argument(Accelerator accelerator) {
        var machine = QemuArgument.of("-machine", word()).with("accel", accelerator.argument());
        return switch (this) {
            case Q35, PC -> machine;
            case MICROVM -> machine.with("acpi", "on").with("rtc", "on");
        };
    }

    /** A virtio device such as {@code virtio-net} in the form that fits this board's bus. */
    QemuArgument virtio(String device) {
        return QemuArgument.of("-device", device + switch (this) {
            case Q35, PC -> "-pci";
            case MICROVM -> "-device";
        });
    }

    /** What a guest's kernel has to know of this board: a microvm has none of the ways to reset a PC but a triple fault. */
    List<String> kernelParameters() {
        return switch (this) {
            case Q35, PC -> List.of();
            case MICROVM -> List.of("reboot=t");
        };
    }

    /**
     * What QEMU's names for all versions of this board begin with, if its firmware is in flash, where a UEFI with variables
     * has its place.
     */
    Optional<String> flashBoard() {
        return switch (this) {
            case Q35 -> Optional.of("pc-q35-");
            case PC -> Optional.of("pc-i440fx-");
            case MICROVM -> Optional.empty();
        };
    }

    boolean hasPci() {
        return switch (this) {
            case Q35, PC -> true;
            case MICROVM -> false;
        };
    }

    boolean hasScreenAndKeyboard() {
        return switch (this) {
            case Q35, PC -> true;
            case MICROVM -> false;
        };
    }
}
