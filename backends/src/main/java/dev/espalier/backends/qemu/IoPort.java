package dev.espalier.backends.qemu;

import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.Monitor;

/** The ports of a PC, as QEMU's monitor reads them. */
final class IoPort {
    private IoPort() {}

    /**
     * Reads a byte.
     *
     * @param what as the monitor's command {@code i} has it
     */
    static CompletionStage<Integer> read(Monitor monitor, String what) {
        // The answer has the form of portb[0x03d5] = 0x4f.
        return monitor.command("i " + what)
                .thenApply(said -> Integer.decode(said.substring(said.indexOf('=') + 1).strip()));
    }
}
