package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.espalier.runtime.namespace.Isolation;

/** A guest that lives in its initramfs: busybox is its init and its tools, bash its root shell. */
record TinyImage() implements ImageRecipe {
    private static final List<GuestFile> OWN_FILES = List.of(
            GuestFile.script("shared/backdoor", "lib/espalier/backdoor"),
            GuestFile.script("shared/power-button", "lib/espalier/power-button"),
            GuestFile.script("tiny/start", "lib/espalier/start"),
            GuestFile.script("tiny/console-shell", "lib/espalier/console-shell"),
            GuestFile.text("tiny/inittab", "etc/inittab"), GuestFile.text("tiny/passwd", "etc/passwd"),
            GuestFile.text("tiny/group", "etc/group"), GuestFile.text("tiny/profile", "etc/profile"));

    @Override
    public String kind() {
        return "tiny";
    }

    @Override
    public String contents() {
        return "kernel, busybox and bash";
    }

    @Override
    public List<GuestFile> files() {
        return Stream.concat(Initramfs.FILES.stream(), OWN_FILES.stream()).toList();
    }

    @Override
    public List<Class<?>> code() {
        return List.of(TinyImage.class, Initramfs.class, GuestKernel.class, ModuleIndex.class, CpioArchive.class,
                VsockListener.class);
    }

    @Override
    public Isolation isolation() {
        return Isolation.forUnpacking();
    }

    @Override
    public Set<HostTool> tools() {
        return HostTool.FOR_UNPACKING;
    }

    @Override
    public Product build(Workshop workshop) throws IOException, InterruptedException {
        workshop.steps().accept("fetch the kernel, busybox and bash");
        var packages = DebianPackages.fetch(workshop,
                List.of(DebianPackages.cloudKernel(workshop), "busybox-static", "bash-static"));
        workshop.steps().accept("unpack them");
        var tree = workshop.room("tree");
        packages.unpack(workshop, tree);
        workshop.steps().accept("pack the initramfs");
        var kernel = GuestKernel.in(tree, workshop.sandbox());
        var initramfs = Initramfs.around(DebianPackages.program(tree, "busybox"), kernel, workshop.sandbox())
                .add(CpioArchive.File.of("bin/bash", 0755, DebianPackages.program(tree, "bash-static")))
                .add(VsockListener.inArchive("lib/espalier/vsock-listener"))
                .add(new CpioArchive.Link("init", "bin/busybox"));
        OWN_FILES.forEach(file -> initramfs.add(file.inArchive()));
        initramfs.writeTo(workshop.product().resolve(ImageFiles.INITRD));
        Files.copy(kernel.image(), workshop.product().resolve(ImageFiles.KERNEL));
        return new Product(List.of("quiet"), packages.versions(workshop));
    }
}
