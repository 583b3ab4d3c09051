package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.InitramfsTree;
import dev.espalier.backends.image.MachineImage;
import dev.espalier.backends.image.RootDirectory;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/**
 * A container's root file system. It is mounted in the cluster's namespaces at the machine's first start, and goes with them.
 *
 * @param directory the machine's own
 */
record ContainerRoot(MachineImage image, Writes writes, Path directory) {
    /** Where goes what the container writes. */
    enum Writes {
        /** Over the image, for as long as the cluster is open. */
        OVER_THE_IMAGE,
        /** Into the directory that is its image. */
        INTO_THE_IMAGE
    }

    /**
     * Mounts $2 by the options $3 on $1/lower, unless $2 is empty, and an overlay of it on $1/root. What is written lies in
     * memory where the machine's directory is itself on an overlay, which cannot have another over it.
     */
    private static final String OVERLAY = """
            mountpoint -q "$1/root" && exit 0
            overlay() {
                mkdir -p "$1/over/upper" "$1/over/work" &&
                mount -t overlay -o "lowerdir=$1/lower,upperdir=$1/over/upper,workdir=$1/over/work" overlay "$1/root"
            }
            mkdir -p "$1/lower" "$1/root" "$1/over"
            [ -z "$2" ] || mount -o "$3" -- "$2" "$1/lower" || exit
            overlay "$1" 2>/dev/null || { mount -t tmpfs -o mode=755 tmpfs "$1/over" && overlay "$1"; } || exit
            """;
    private static final String IN_PLACE = """
            mountpoint -q "$1/root" && exit 0
            mkdir -p "$1/root" && mount -o "$3" -- "$2" "$1/root" || exit
            """;
    /**
     * A system whose files are links has others write them, and a link may lead out of it. nspawn wants a system to say that it
     * is one.
     */
    private static final String SEED = """
            cd "$1/root" && [ ! -L etc ] && mkdir -p etc && cd etc || exit 0
            [ -L hosts ] || cat >hosts || exit
            [ -L hostname ] || echo "$4" >hostname || exit
            [ -e os-release ] || [ -L os-release ] || [ -e ../usr/lib/os-release ] || : >os-release""";

    /** What nspawn is to run. */
    Path mounted() {
        return directory.resolve("root");
    }

    /** Makes it unless it is there. */
    void make(Entrance entrance, GuestSeed seed) throws IOException, InterruptedException {
        switch (image) {
            case RootDirectory(var path) -> mount(entrance, seed, path.toAbsolutePath().toString(), "bind");
            case GuestImage system when system.rootDisk().isPresent() ->
                mount(entrance, seed, system.rootDisk().get().toAbsolutePath().toString(), "loop,ro");
            case GuestImage system -> {
                unpack(system.initrd());
                mount(entrance, seed, "", "");
            }
        }
    }

    private void unpack(Path initrd) throws IOException {
        var lower = directory.resolve("lower");
        if (Files.notExists(lower)) {
            InitramfsTree.unpack(initrd, Files.createDirectory(lower));
        }
    }

    private void mount(Entrance entrance, GuestSeed seed, String source, String options)
            throws IOException, InterruptedException {
        var script = switch (writes) {
            case OVER_THE_IMAGE -> OVERLAY + SEED;
            case INTO_THE_IMAGE -> IN_PLACE + SEED;
        };
        try {
            var unused = BriefProcess.run(entrance.entering(
                    List.of("sh", "-c", script, "sh", directory.toString(), source, options, seed.hostname())),
                    seed.hostsFile());
        } catch (IOException e) {
            throw new IOException("cannot mount the root of " + seed.hostname() + ": " + e.getMessage(), e);
        }
    }
}
