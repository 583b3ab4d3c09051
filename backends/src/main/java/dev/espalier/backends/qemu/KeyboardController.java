package dev.espalier.backends.qemu;

import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.Monitor;

/** The controller of a PC's keyboard, as its status register tells of it; reading that changes nothing. */
record KeyboardController(Monitor monitor) {
    private static final int STATUS_PORT = 0x64;
    private static final int OUTPUT_FULL = 0x01;

    /** Whether the guest has taken all that the keyboard has said: QEMU says that there is more as long as there is. */
    CompletionStage<Boolean> isEmpty() {
        return IoPort.read(monitor, "/xb " + STATUS_PORT).thenApply(status -> (status & OUTPUT_FULL) == 0);
    }
}
