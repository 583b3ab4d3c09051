package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The root file system of a Debian guest while it is a directory tree.
 *
 * @param tree its root; some of it belongs to users whom only the sandbox knows
 */
record DebianRoot(Workshop workshop, Path tree) {

    /** What a guest can do before anything is asked for: systemd, networking, and the tools of the driver and of tests. */
    static final List<String> BASE = List.of("systemd", "systemd-sysv", "dbus", "iproute2", "iputils-ping", "kmod",
            "procps", "util-linux", "curl", "netcat-openbsd", "socat");

    private static final Path UNITS = Path.of("etc/systemd/system");

    static final List<GuestFile> FILES = List.of(GuestFile.script("shared/backdoor", "usr/lib/espalier/backdoor"),
            GuestFile.script("shared/power-button", "usr/lib/espalier/power-button"),
            GuestFile.text("debian/backdoor.service", UNITS + "/backdoor.service"),
            GuestFile.text("debian/vsock-shell.service", UNITS + "/vsock-shell.service"),
            GuestFile.text("debian/power-button.service", UNITS + "/power-button.service"),
            GuestFile.text("debian/manager.conf", "etc/systemd/system.conf.d/espalier.conf"));

    /** Nobody reads them in a test machine, and they are a third of a small system. */
    private static final List<String> NOT_INSTALLED = List.of("/usr/share/man/*", "/usr/share/doc/*",
            "/usr/share/info/*", "/usr/share/locale/*", "/usr/share/lintian/*");

    /** Each costs time at every start, for a machine that lives for minutes and that nobody logs in to. */
    private static final List<String> MASKED = List.of("systemd-logind.service", "getty@tty1.service",
            "dev-hugepages.mount", "dev-mqueue.mount", "sys-kernel-config.mount", "sys-kernel-debug.mount",
            "sys-kernel-tracing.mount", "sys-fs-fuse-connections.mount", "modprobe@configfs.service",
            "modprobe@dm_mod.service", "modprobe@drm.service",
            "modprobe@efi_pstore.service", "modprobe@fuse.service", "modprobe@loop.service",
            "systemd-remount-fs.service", "systemd-pstore.service",
            "systemd-sysusers.service", "systemd-update-utmp.service", "systemd-update-utmp-runlevel.service",
            "systemd-random-seed.service", "systemd-journal-flush.service", "systemd-machine-id-commit.service",
            "proc-sys-fs-binfmt_misc.automount", "apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer",
            "e2scrub_all.timer", "e2scrub_reap.service", "fstrim.timer", "logrotate.timer");

    /**
     * Programs that systemd runs at every start and every daemon-reload, for kinds of disks that these machines do not
     * have. The first would make logins on serial terminals, which wait for a udev that is not there, and one of them
     * would take the driver's console.
     */
    private static final List<String> GENERATORS_MASKED = List.of("systemd-getty-generator",
            "systemd-cryptsetup-generator", "systemd-gpt-auto-generator", "systemd-hibernate-resume-generator",
            "systemd-integritysetup-generator", "systemd-run-generator", "systemd-system-update-generator",
            "systemd-veritysetup-generator");

    private static final long MIB = 1024 * 1024;

    /** Room beyond the content, for what a test writes; it costs nothing until it is used. */
    private static final long FREE_MIB = 1024;

    /** Installs packages with all that they depend on, and makes a test machine of the result. */
    static DebianRoot install(Workshop workshop, List<String> packages) throws IOException, InterruptedException {
        var root = new DebianRoot(workshop, workshop.directory().resolve("root"));
        var acquire = workshop.directory().resolve("apt.conf");
        Files.write(acquire,
                workshop.sandbox()
                        .run("apt-config", "dump")
                        .lines()
                        .filter(line -> line.startsWith("Acquire::"))
                        .toList());
        var command = new ArrayList<>(List.of("mmdebstrap", "--mode=root", "--variant=minbase",
                "--include=" + String.join(",", packages), "--aptopt=" + acquire));
        NOT_INSTALLED.forEach(path -> command.add("--dpkgopt=path-exclude=" + path));
        command.add(workshop.host().suite());
        command.add(root.tree().toString());
        command.addAll(AptSources.files(workshop));
        workshop.sandbox().run(command);
        root.configure();
        return root;
    }

    private void configure() throws IOException {
        for (var file : FILES) {
            file.writeBelow(tree);
        }
        for (var empty : List.of("etc/fstab", "etc/machine-id", "etc/resolv.conf")) {
            Files.deleteIfExists(tree.resolve(empty));
            Files.createFile(tree.resolve(empty));
        }
        for (var unit : MASKED) {
            link(UNITS.resolve(unit), Path.of("/dev/null"));
        }
        for (var generator : GENERATORS_MASKED) {
            link(Path.of("etc/systemd/system-generators", generator), Path.of("/dev/null"));
        }
        link(UNITS.resolve("sysinit.target.wants/backdoor.service"), Path.of("../backdoor.service"));
        link(UNITS.resolve("sysinit.target.wants/vsock-shell.service"), Path.of("../vsock-shell.service"));
        link(UNITS.resolve("multi-user.target.wants/power-button.service"), Path.of("../power-button.service"));
        link(UNITS.resolve("default.target"), Path.of("/lib/systemd/system/multi-user.target"));
    }

    private void link(Path path, Path target) throws IOException {
        var link = tree.resolve(path);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    /** Puts a kernel's modules where modprobe finds them. */
    void add(GuestKernel kernel) throws IOException, InterruptedException {
        var modules = Files.createDirectories(tree.resolve("usr/lib/modules"));
        workshop.sandbox().run("cp", "--archive", kernel.modules().toString(), modules.toString());
    }

    /** The installed packages. */
    Map<String, String> versions() throws InterruptedException {
        var versions = new TreeMap<String, String>();
        workshop.sandbox()
                .run("dpkg-query", "--admindir=" + tree.resolve("var/lib/dpkg"), "--show")
                .lines()
                .map(line -> line.split("\t", 2))
                .forEach(words -> versions.put(words[0], words[1]));
        return versions;
    }

    /**
     * Makes an ext4 file system of the tree, without mounting anything; what is free in it takes no room on the host. It has
     * a journal, for tests crash machines.
     */
    void writeTo(Path disk) throws InterruptedException {
        var size = workshop.sizeOf(tree) / MIB + FREE_MIB;
        workshop.sandbox()
                .run("mke2fs", "-q", "-t", "ext4", "-m", "0", "-E", "lazy_itable_init=0", "-d",
                        tree.toString(), disk.toString(), size + "M");
    }
}
