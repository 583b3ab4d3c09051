package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian kernel, unpacked.
 *
 * @param tree    the root of the unpacked package
 * @param version as in the names of its files
 */
record GuestKernel(Path tree, String version) {

    /** What a machine of any monitor needs before it can reach its disks, its consoles and its networks. */
    static final List<String> MODULES = List.of("virtio_pci", "virtio_mmio", "virtio_console", "virtio_blk",
            "virtio_net", "virtio_rng", "virtio_balloon", "vsock", "vmw_vsock_virtio_transport", "virtiofs",
            "pvpanic_mmio", "pvpanic_pci", "button", "evdev", "autofs4", "overlay", "erofs",
            "efivarfs");

    private static final Path MODULE_ROOT = Path.of("lib/modules");

    /** Finds the one kernel in an unpacked tree and lets depmod look at its modules. */
    static GuestKernel in(Path tree, BuildSandbox sandbox) throws IOException, InterruptedException {
        if (Files.notExists(tree.resolve("lib"))) {
            Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
        }
        try (var versions = Files.list(tree.resolve(MODULE_ROOT))) {
            var version = versions.findFirst().orElseThrow().getFileName().toString();
            sandbox.run("depmod", "--basedir", tree.toString(), version);
            return new GuestKernel(tree, version);
        }
    }

    Path image() {
        return tree.resolve("boot/vmlinuz-" + version);
    }

    Path modules() {
        return tree.resolve(MODULE_ROOT).resolve(version);
    }

    /**
     * The modules as entries of an initramfs, with the list that load-modules reads. Compressed ones are unpacked: the
     * guest's insmod takes them as they are.
     */
    List<CpioArchive.Entry> moduleEntries(BuildSandbox sandbox, Path busybox) throws IOException, InterruptedException {
        var index = ModuleIndex.parse(Files.readAllLines(modules().resolve("modules.dep")),
                Files.readAllLines(modules().resolve("modules.builtin")));
        var entries = new ArrayList<CpioArchive.Entry>();
        var order = new StringBuilder();
        for (var file : index.loadOrder(MODULES)) {
            var module = modules().resolve(file);
            if (file.endsWith(".xz")) {
                sandbox.run(busybox.toString(), "unxz", module.toString());
                module = module.resolveSibling(module.getFileName().toString().replaceFirst("\\.xz$", ""));
            }
            entries.add(CpioArchive.File.of("lib/modules/" + module.getFileName(), 0644, module));
            order.append(module.getFileName()).append('\n');
        }
        entries.add(CpioArchive.File.of("lib/modules/order", 0644,
                order.toString().getBytes(StandardCharsets.US_ASCII)));
        return entries;
    }
}
