package dev.espalier.backends.qemu;

import java.util.Locale;

/** The watchdogs that QEMU can put on a board: a guest that has set one off and leaves it alone is reset. */
enum Watchdog {
    /** Intel's, on the PCI bus. */
    I6300ESB,
    /** An old one, on the ISA bus. */
    IB700;

    static Watchdog of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
