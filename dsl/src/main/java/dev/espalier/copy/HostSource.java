package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.backends.shell.ShellInput;

/** What is copied from this host, as it was when the copy began. */
sealed interface HostSource permits HostFile, HostTree {

    /** What a guest is sent; of the length that it was found to have. */
    ShellInput bytes() throws IOException;

    /**
     * Bash that makes of these bytes something at {@code place}, where nothing is; it fails if they are not whole.
     *
     * @param place quoted
     */
    String unpacking(String place);

    /** Bash that fails, with a sentence, if this cannot become what {@code target}, quoted, then names. */
    String admission(String target);

    /** @throws IOException if it is not any more what it was when the copy began */
    void requireUnchanged() throws IOException;

    /** @throws IOException if it is not there, cannot be looked at, or is neither file nor directory */
    static HostSource of(Path path) throws IOException {
        var real = path.toRealPath();
        return Files.isDirectory(real) ? HostTree.of(real) : HostFile.of(real);
    }
}
