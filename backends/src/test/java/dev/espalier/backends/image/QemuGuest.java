package dev.espalier.backends.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A machine under QEMU's emulation, just enough of one to see whether an image boots and answers. */
final class QemuGuest implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final String BANNER = "Spawning backdoor root shell...";

    private final Process qemu;
    private final SocketChannel shell;
    private final BufferedReader answers;
    private final Path serial;

    private QemuGuest(Process qemu, SocketChannel shell, Path serial) {
        this.qemu = qemu;
        this.shell = shell;
        this.answers = new BufferedReader(Channels.newReader(shell, StandardCharsets.UTF_8));
        this.serial = serial;
    }

    /**
     * Boots an image with a seed and waits for its root shell.
     *
     * @param machine   a machine type of QEMU's
     * @param directory a short path, for the machine's socket and files
     * @param more      further arguments
     */
    static QemuGuest boot(GuestImage image, GuestSeed seed, String machine, Path directory, List<String> more)
            throws Exception {
        return boot(image, seed.appendTo(image.initrd(), directory.resolve("initrd")), machine, directory, more);
    }

    static QemuGuest boot(GuestImage image, Path initrd, String machine, Path directory, List<String> more)
            throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("shell"));
        var serial = directory.resolve("serial");
        var bus = machine.startsWith("microvm") ? "device" : "pci";
        var command = new ArrayList<>(List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display",
                "none",
                "-machine", machine, "-cpu", "max", "-m", "384", "-serial", "file:" + serial, "-kernel",
                image.kernel().toString(), "-initrd", initrd.toString(), "-append",
                "console=ttyS0 panic=-1 tsc_early_khz=2000000 " + String.join(" ", image.kernelParameters()),
                "-no-reboot", "-monitor", "stdio",
                "-chardev", "socket,id=shell,path=" + address.getPath(), "-device", "virtio-serial-" + bus, "-device",
                "virtconsole,chardev=shell"));
        image.rootDisk()
                .ifPresent(disk -> command.addAll(
                        List.of("-drive", "id=root,if=none,format=raw,snapshot=on,file=" + disk, "-device",
                                "virtio-blk-" + bus + ",drive=root")));
        command.addAll(more);
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            var qemu = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("qemu.log").toFile())
                    .start();
            var death = qemu.onExit().thenRun(() -> closeQuietly(listener));
            try {
                var guest = new QemuGuest(qemu, listener.accept(), serial);
                guest.awaitBanner();
                return guest;
            } catch (Exception e) {
                qemu.destroyForcibly().waitFor();
                throw new IOException("no shell: " + Files.readString(directory.resolve("qemu.log"))
                        + (Files.exists(serial) ? Files.readString(serial, StandardCharsets.ISO_8859_1) : ""), e);
            } finally {
                death.cancel(true);
            }
        }
    }

    private static void closeQuietly(ServerSocketChannel listener) {
        try {
            listener.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until the root shell says that it is there, for the first time or after it ended. */
    void awaitBanner() throws Exception {
        var unused = within(BOOT, this::readBanner);
    }

    private String readBanner() throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals(BANNER)) {
                return line;
            }
        }
        throw new IOException("the shell's channel was closed");
    }

    /** Runs a command line and gives what it wrote to its standard output, without the last line end. */
    String ask(String command) throws Exception {
        send(command + "; echo; echo '<done>'\n");
        return within(BOOT, () -> {
            var said = new StringBuilder();
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals("<done>")) {
                    return said.toString().strip();
                }
                said.append(line).append('\n');
            }
            throw new IOException("the shell's channel was closed after " + said);
        });
    }

    void send(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            shell.write(bytes);
        }
    }

    void pressPowerButton() throws IOException {
        try (var monitor = qemu.outputWriter()) {
            monitor.write("system_powerdown\n");
        }
    }

    /** Waits for the machine to turn itself off. */
    int awaitExit() throws InterruptedException {
        if (!qemu.waitFor(BOOT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the machine runs on");
        }
        return qemu.exitValue();
    }

    String serialLog() throws IOException {
        return Files.readString(serial, StandardCharsets.ISO_8859_1);
    }

    @FunctionalInterface
    private interface Answer {
        String read() throws IOException;
    }

    private String within(Duration limit, Answer answer) throws Exception {
        var result = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(answer.read());
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(limit.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        shell.close();
        qemu.destroyForcibly();
        var unused = qemu.onExit().join();
    }
}
