package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of this host. Where that is a virtual machine itself, what nobody has used for some seconds may have been taken
 * from it, and is given back when it is used, page by page: that can take longer than all else that a virtual machine's boot
 * does, and whoever boots first would pay for the next.
 */
final class HostMemory {
    private HostMemory() {}

    /** Has so much of it used, in pages as large as a virtual machine's, and set free: for those who use it at once. */
    static void use(int mebibytes) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(java, "-Xms" + mebibytes + "m", "-Xmx" + mebibytes + "m", "-XX:+UseSerialGC",
                "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch", "-version");
        var user = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (user.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + user.exitValue());
        }
    }
}
