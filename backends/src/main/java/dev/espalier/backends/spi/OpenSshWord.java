package dev.espalier.backends.spi;

import java.nio.file.Path;

/** Words of a configuration of OpenSSH's client. */
public final class OpenSshWord {
    private OpenSshWord() {}

    /**
     * A file, which is that file to the client wherever it runs. Its own tokens begin with a percent sign; what has a dollar and
     * a brace it takes for a variable of its environment, and there is no other way to say that.
     */
    public static String of(Path file) {
        return '"' + file.toAbsolutePath().toString().replace("%", "%%").replace("\\", "\\\\").replace("\"", "\\\"")
                + '"';
    }
}
