package dev.espalier.bench.guest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.bench.Scratch;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;

/** A guest of an image of Espalier's, started by hand: its console, and a pair of ports nobody uses yet. */
public final class RawGuest implements AutoCloseable {
    private static final List<String> QEMU = List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config",
            "-no-reboot", "-display", "none", "-machine", "q35,accel=tcg", "-cpu", "max", "-m", "384", "-device",
            "virtio-rng-pci", "-device", "virtio-serial-pci,id=serial0");

    private final Path directory;
    private final Keeper keeper;
    private final Channel console;
    private final Channel out;
    private final Channel err;
    private final long bootNanos;

    private RawGuest(Path directory, Keeper keeper, Channel console, Channel out, Channel err, long begun)
            throws IOException {
        this.directory = directory;
        this.keeper = keeper;
        this.console = console;
        this.out = out;
        this.err = err;
        console.readLineWith("Spawning backdoor root shell...");
        console.say("echo it answers\n");
        console.readLineWith("it answers");
        this.bootNanos = System.nanoTime() - begun;
    }

    public static RawGuest boot(GuestImage image) throws IOException, InterruptedException {
        return Scratch.holding(directory -> boot(directory, image));
    }

    private static RawGuest boot(Path directory, GuestImage image) throws IOException {
        var keeper = Keeper.start(Isolation.forMachines());
        try (var console = new Channel.Listener(directory.resolve("shell"));
                var out = new Channel.Listener(directory.resolve("out"));
                var err = new Channel.Listener(directory.resolve("err"))) {
            var command = new ArrayList<>(QEMU);
            command.addAll(List.of("-kernel", image.kernel().toString(), "-initrd", image.initrd().toString(),
                    "-append", String.join(" ", image.kernelParameters())));
            image.rootDisk()
                    .ifPresent(disk -> command.addAll(List.of("-drive",
                            "if=virtio,snapshot=on,format=raw,file=" + disk)));
            command.addAll(port("virtconsole", console, "shell"));
            command.addAll(port("virtserialport", out, "out"));
            command.addAll(port("virtserialport", err, "err"));
            var begun = System.nanoTime();
            var unused = new ProcessBuilder(keeper.entering(command)).redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(directory.resolve("qemu.log").toFile())
                    .start();
            return new RawGuest(directory, keeper, console.accept(), out.accept(), err.accept(), begun);
        } catch (IOException | RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    private static List<String> port(String device, Channel.Listener listener, String name) {
        return List.of("-chardev", "socket,id=" + name + ",path=" + listener.path(), "-device",
                device + ",bus=serial0.0,chardev=" + name + ",name=" + name);
    }

    /** Nanoseconds from the start of QEMU to the first answer of the shell on the guest's console. */
    public long bootNanos() {
        return bootNanos;
    }

    /** Waits until the guest's systemd has brought a unit up. */
    public void awaitUnit(String unit) throws IOException {
        console.say("until systemctl -q is-active " + unit + "; do sleep 0.1; done; echo it is up\n");
        console.readLineWith("it is up");
    }

    public Channel console() {
        return console;
    }

    Channel out() {
        return out;
    }

    Channel err() {
        return err;
    }

    @Override
    public void close() throws IOException {
        keeper.close();
        FileTree.remove(directory);
    }
}
