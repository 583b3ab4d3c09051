package dev.espalier.backends.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The root file system that a guest's kernel starts with: busybox, the modules, and scripts of ours. */
final class Initramfs {

    /** What every kind of guest has in it. */
    static final List<GuestFile> FILES = List.of(GuestFile.script("shared/load-modules", "lib/espalier/load-modules"),
            GuestFile.script("shared/apply-seed", "lib/espalier/apply-seed"));

    private static final List<String> DIRECTORIES = List.of("bin", "lib", "lib/espalier", "lib/modules", "dev", "etc",
            "mnt", "proc", "root", "run", "sys", "tmp", "usr", "var");

    private final List<CpioArchive.Entry> entries = new ArrayList<>();

    private Initramfs() {}

    /**
     * @param busybox a statically linked one, which the host can run
     */
    static Initramfs around(Path busybox, GuestKernel kernel, BuildSandbox sandbox)
            throws IOException, InterruptedException {
        var initramfs = new Initramfs();
        DIRECTORIES.forEach(path -> initramfs.add(new CpioArchive.Directory(path)));
        List.of("sbin", "usr/bin", "usr/sbin")
                .forEach(path -> initramfs.add(
                        new CpioArchive.Link(path, path.startsWith("usr/") ? "../bin" : "bin")));
        initramfs.add(CpioArchive.File.of("bin/busybox", 0755, busybox));
        sandbox.run(busybox.toString(), "--list")
                .lines()
                .filter(applet -> !applet.equals("busybox"))
                .forEach(applet -> initramfs.add(new CpioArchive.Link("bin/" + applet, "busybox")));
        kernel.moduleEntries(sandbox, busybox).forEach(initramfs::add);
        FILES.forEach(file -> initramfs.add(file.inArchive()));
        return initramfs;
    }

    Initramfs add(CpioArchive.Entry entry) {
        entries.add(entry);
        return this;
    }

    void writeTo(Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            CpioArchive.write(entries, out);
        }
    }
}
