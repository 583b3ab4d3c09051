package dev.espalier.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A copy of an example that has a port of its own, and the SSH server on it that the example's {@code with-sshd} runs.
 *
 * @param process ends, and the server with it, when it has no input any more
 */
record HostBeside(Path example, Process process) implements AutoCloseable {

    /** @param directory where the copy goes */
    static HostBeside start(Path example, Path directory) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (var file : List.of("test.java", "with-sshd")) {
            Files.copy(example.resolve(file), directory.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(directory.resolve("machines.json"),
                Files.readString(example.resolve("machines.json")).replace("2222", Integer.toString(port)));
        var process = new ProcessBuilder(directory.resolve("with-sshd").toString(), "sh", "-c", "echo up; cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.inputReader().readLine() == null) {
            throw new IOException("with-sshd starts no server");
        }
        return new HostBeside(directory, process);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
