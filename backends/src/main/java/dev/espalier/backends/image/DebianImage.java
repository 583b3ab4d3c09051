package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.espalier.runtime.namespace.Isolation;

/** A Debian system with systemd on a disk, behind an initramfs that finds it. */
record DebianImage(List<String> extraPackages) implements ImageRecipe {
    private static final GuestFile INIT = GuestFile.script("debian/init", "init");

    @Override
    public String kind() {
        return "debian";
    }

    @Override
    public String contents() {
        return "kernel and " + String.join(" ", packages());
    }

    @Override
    public List<GuestFile> files() {
        return Stream.of(Initramfs.FILES, List.of(INIT), DebianRoot.FILES).flatMap(List::stream).toList();
    }

    @Override
    public List<Class<?>> code() {
        return List.of(DebianImage.class, DebianRoot.class, Initramfs.class, GuestKernel.class, ModuleIndex.class,
                CpioArchive.class);
    }

    @Override
    public Isolation isolation() {
        return Isolation.forBuilding();
    }

    @Override
    public Set<HostTool> tools() {
        return EnumSet.allOf(HostTool.class);
    }

    @Override
    public Product build(Workshop workshop) throws IOException, InterruptedException {
        workshop.steps().accept("fetch the kernel");
        var fetched = DebianPackages.fetch(workshop, List.of(DebianPackages.cloudKernel(workshop), "busybox-static"));
        var tree = workshop.room("kernel");
        fetched.unpack(workshop, tree);
        var kernel = GuestKernel.in(tree, workshop.sandbox());
        Files.copy(kernel.image(), workshop.product().resolve(ImageFiles.KERNEL));
        Initramfs.around(DebianPackages.program(tree, "busybox"), kernel, workshop.sandbox())
                .add(INIT.inArchive())
                .writeTo(workshop.product().resolve(ImageFiles.INITRD));

        workshop.steps().accept("install " + String.join(" ", packages()));
        var root = DebianRoot.install(workshop, packages());
        root.add(kernel);
        workshop.steps().accept("write the disk");
        root.writeTo(workshop.product().resolve(ImageFiles.ROOT_DISK));
        var versions = fetched.versions(workshop);
        versions.putAll(root.versions());
        return new Product(List.of("quiet"), Map.copyOf(versions));
    }

    private List<String> packages() {
        return Stream.concat(DebianRoot.BASE.stream(), extraPackages.stream()).distinct().sorted().toList();
    }
}
