package dev.espalier.backends.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.Monitor;

/**
 * A part of a VGA that has an index port, by which one of its registers is chosen, and a data port right after it. Reading
 * moves the index and puts it back, which a guest that runs would notice.
 */
record VgaRegisters(Monitor monitor, int indexPort) {
    static final int GRAPHICS_CONTROLLER = 0x3ce;
    static final int CRT_CONTROLLER = 0x3d4;

    /** The values of the registers with these numbers, in this order. */
    CompletionStage<List<Integer>> read(List<Integer> numbers) {
        return IoPort.read(monitor, "/xb " + indexPort)
                .thenCompose(
                        index -> values(numbers).thenCombine(monitor.command("o /xb " + indexPort + " " + index),
                                (values, restored) -> values));
    }

    private CompletionStage<List<Integer>> values(List<Integer> numbers) {
        CompletionStage<List<Integer>> values = CompletableFuture.completedStage(List.of());
        for (var number : numbers) {
            values = values.thenCombine(IoPort.read(monitor, "/xb " + indexPort + " ." + number), VgaRegisters::and);
        }
        return values;
    }

    private static List<Integer> and(List<Integer> values, int value) {
        var more = new ArrayList<>(values);
        more.add(value);
        return more;
    }
}
