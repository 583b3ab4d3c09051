package dev.espalier.backends.qemu;

/** Who executes the guest's instructions. */
enum Accelerator {
    /** The processor itself. */
    KVM,
    /** QEMU's translator: works everywhere, some ten times slower. */
    TCG;

    String argument() {
        return switch (this) {
            case KVM -> "kvm";
            case TCG -> "tcg";
        };
    }
}
