package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.EfiStoreError;
import dev.espalier.backends.spi.EfiVariable;
import dev.espalier.backends.spi.EfiVariables;

/**
 * The flash of one machine, as a file that is whole at any time.
 *
 * @param template what comes with the firmware
 * @param file     made at the machine's first start, or when the variables are first used; used again at the next
 */
record QemuEfiVariables(Path template, Path file) implements EfiVariables {

    /** Makes the flash unless it is there. */
    void make() throws IOException {
        if (Files.notExists(file)) {
            replace(Files.readAllBytes(template));
        }
    }

    private void replace(byte[] flash) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, flash);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    @Override
    public CompletionStage<Void> create() {
        return done("made", () -> {
            replace(Files.readAllBytes(template));
            return null;
        });
    }

    @Override
    public CompletionStage<List<EfiVariable>> read() {
        return done("read", () -> flash().variables());
    }

    @Override
    public CompletionStage<Void> write(List<EfiVariable> variables) {
        return done("written", () -> {
            replace(flash().with(variables, EfiFlash.parse(Files.readAllBytes(template))).bytes());
            return null;
        });
    }

    private EfiFlash flash() throws IOException {
        make();
        return EfiFlash.parse(Files.readAllBytes(file));
    }

    private <T> CompletionStage<T> done(String what, Callable<T> work) {
        var result = new CompletableFuture<T>();
        var unused = Thread.startVirtualThread(() -> {
            try {
                result.complete(work.call());
            } catch (IOException e) {
                result.completeExceptionally(
                        new EfiStoreError(file + " cannot be " + what + ": " + reason(e), e));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException missing
                ? missing.getFile() + " does not exist"
                : String.valueOf(failure.getMessage());
    }
}
