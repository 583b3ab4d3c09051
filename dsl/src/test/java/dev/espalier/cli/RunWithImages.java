package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the command with machines that boot an image, which is where the other tests have theirs. */
abstract class RunWithImages {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    CommandUnderTest espalier;

    @BeforeEach
    void shareImages() throws IOException {
        espalier = new CommandUnderTest(home);
        espalier.shareImages(cache());
    }

    static Path cache() {
        return Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache"));
    }

    @AfterEach
    void keepImages() throws IOException {
        espalier.unshareImages();
    }
}
