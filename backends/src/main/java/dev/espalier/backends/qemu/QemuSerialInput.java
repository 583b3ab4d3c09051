package dev.espalier.backends.qemu;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.SerialInput;
import dev.espalier.runtime.console.ConsoleInput;

/** QEMU's end of the console: it takes what its emulated port has room for, and lets the rest wait. */
record QemuSerialInput(ConsoleInput console) implements SerialInput {
    @Override
    public CompletionStage<Void> type(String text) {
        return console.type(text.getBytes(StandardCharsets.UTF_8))
                .exceptionallyCompose(
                        failure -> CompletableFuture
                                .failedStage(new ChannelLost(String.valueOf(failure.getMessage()))));
    }
}
