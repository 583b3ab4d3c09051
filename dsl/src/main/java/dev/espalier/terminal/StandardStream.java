package dev.espalier.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream that this process was started with. */
public enum StandardStream {
    INPUT(0),
    OUTPUT(1);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    public boolean isTerminal() {
        return isTerminal(target());
    }

    /** @param target what a stream is connected to, such as {@code /dev/pts/3} or {@code pipe:[4711]} */
    public static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** What it is connected to. */
    public String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor))).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "not known on this system";
        }
    }
}
