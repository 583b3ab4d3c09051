package dev.espalier.backends.qemu;

import java.io.IOException;

/** A file is not what a UEFI keeps its variables in, or cannot be. */
final class MalformedEfiFlash extends IOException {
    private static final long serialVersionUID = 1;

    MalformedEfiFlash(String why) {
        super(why);
    }
}
