package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where one image is built.
 *
 * @param directory this build's own, for whatever it needs
 * @param steps     told what is being done
 */
record Workshop(BuildSandbox sandbox, HostSystem host, Path directory, Consumer<String> steps) {

    /** The directory of the finished image's files. */
    Path product() {
        return directory.resolve("product");
    }

    /** A new directory in this workshop. */
    Path room(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new ImageBuildFailed.FileTrouble(e);
        }
    }

    /** What a directory's files take on disk, in bytes. */
    long sizeOf(Path tree) throws InterruptedException {
        return Long.parseLong(
                sandbox.run("du", "--summarize", "--block-size=1", tree.toString()).split("\\s", 2)[0]);
    }
}
