package dev.espalier.backends.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Screen;

/** A VGA's screen. What QEMU shows of it comes through files, each removed when it is read. */
final class QemuScreen implements Screen {
    private static final Executor READERS = Thread::startVirtualThread;

    private final Qmp qmp;
    private final QemuProcessors processors;
    private final VgaRegisters mode;
    private final VgaRegisters geometry;
    private final Path directory;
    private final AtomicLong files = new AtomicLong();

    /** @param directory where files may be made */
    QemuScreen(Qmp qmp, Monitor monitor, QemuProcessors processors, Path directory) {
        this.qmp = qmp;
        this.processors = processors;
        this.mode = new VgaRegisters(monitor, VgaRegisters.GRAPHICS_CONTROLLER);
        this.geometry = new VgaRegisters(monitor, VgaRegisters.CRT_CONTROLLER);
        this.directory = directory;
    }

    @Override
    public CompletionStage<byte[]> png() {
        return file("screendump", QmpMessage.JSON.createObjectNode().put("format", "png"));
    }

    @Override
    public CompletionStage<Optional<String>> text() {
        return processors.whileStill(() -> mode.read(List.of(VgaText.MODE))
                .thenCompose(modes -> VgaText.isText(modes.getFirst())
                        ? textScreen().thenApply(Optional::of)
                        : CompletableFuture.completedStage(Optional.empty())));
    }

    private CompletionStage<String> textScreen() {
        var memory = QmpMessage.JSON.createObjectNode()
                .put("val", VgaText.MEMORY)
                .put("size", VgaText.MEMORY_SIZE);
        return geometry.read(VgaText.GEOMETRY)
                .thenCombine(file("pmemsave", memory),
                        (registers, bytes) -> VgaText.of(registers).in(bytes));
    }

    /** What a command writes to the file that it is told. */
    private CompletionStage<byte[]> file(String command, ObjectNode arguments) {
        var file = directory.resolve("screen-" + files.incrementAndGet());
        return qmp.execute(command, arguments.put("filename", file.toString()))
                .thenApplyAsync(written -> takeAway(file), READERS);
    }

    private static byte[] takeAway(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what QEMU wrote to " + file, e);
        }
    }
}
