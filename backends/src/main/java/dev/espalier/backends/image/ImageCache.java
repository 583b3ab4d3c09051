package dev.espalier.backends.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.io.ProcessLock;
import dev.espalier.runtime.io.UserCache;

/**
 * A directory of guest images, each built once and then shared. It may be used by any number of threads and processes
 * at the same time; whichever of them is killed, no image is ever seen half-built.
 */
public final class ImageCache {
    private final Path snapshots;
    private final Path images;
    private final Path locks;
    private final WorkTrees workTrees;
    private final HostSystem host;

    /** @param directory made when something is built */
    public ImageCache(Path directory) {
        this(directory, HostSystem.current());
    }

    ImageCache(Path directory, HostSystem host) {
        var root = directory.toAbsolutePath();
        this.snapshots = root.resolve("snapshots");
        this.images = root.resolve("images");
        this.locks = root.resolve("locks");
        this.workTrees = new WorkTrees(root.resolve("work"), locks);
        this.host = host;
    }

    /** The calling user's. */
    public static ImageCache ofUser() {
        return new ImageCache(UserCache.directory());
    }

    /** Where snapshots of machines are kept that boot its images; made by whoever keeps some. */
    public Path snapshots() {
        return snapshots;
    }

    /** Names the image that {@link #get} gives on this host. */
    public ImageKey key(ImageSpec.Built spec) {
        return ImageRecipe.of(spec).key(host);
    }

    /** Everything this host lacks for {@link #get} to give this image; nothing if the image is there. */
    public List<Requirement> missing(ImageSpec.Built spec) {
        var recipe = ImageRecipe.of(spec);
        return Manifest.existsIn(directory(recipe.key(host))) ? List.of() : recipe.missing(host);
    }

    /**
     * Gives an image, which is built first if it is not there. Blocks until then; building takes some seconds for a
     * tiny image and about a minute for a Debian one, with packages from the network. If somebody else is building it,
     * waits for them.
     *
     * @throws ImageBuildFailed     if it cannot be built
     * @throws InterruptedException if this thread is interrupted; a build that it had begun is undone
     */
    public GuestImage get(ImageSpec.Built spec, ImageProgress progress) throws InterruptedException {
        var recipe = ImageRecipe.of(spec);
        var key = recipe.key(host);
        try {
            if (!Manifest.existsIn(directory(key))) {
                build(recipe, key, progress);
            }
            return ImageFiles.in(directory(key), Manifest.readFrom(directory(key)).kernelParameters());
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            // A channel says it by closing and leaves the thread's mark; an InterruptedException takes it away.
            var unused = Thread.interrupted();
            throw new InterruptedException(e.toString());
        } catch (IOException e) {
            throw new ImageBuildFailed.FileTrouble(e);
        }
    }

    private void build(ImageRecipe recipe, ImageKey key, ImageProgress progress)
            throws IOException, InterruptedException {
        Files.createDirectories(locks);
        var lock = ProcessLock.acquire(locks.resolve(key.value()),
                builder -> progress.on(new ImageProgress.WaitingForBuilder(key, builder)));
        try {
            if (!Manifest.existsIn(directory(key))) {
                buildAlone(recipe, key, progress);
            }
        } finally {
            lock.close();
        }
    }

    private void buildAlone(ImageRecipe recipe, ImageKey key, ImageProgress progress)
            throws IOException, InterruptedException {
        var missing = recipe.missing(host);
        if (!missing.isEmpty()) {
            throw new ImageBuildFailed.HostNotReady(missing);
        }
        var start = Instant.now();
        workTrees.sweep(key);
        var room = workTrees.make(key);
        try {
            publish(key, builtIn(room, recipe, key, progress));
        } finally {
            workTrees.discard(room);
        }
        progress.on(new ImageProgress.Built(key, Duration.between(start, Instant.now())));
    }

    private Path builtIn(Path room, ImageRecipe recipe, ImageKey key, ImageProgress progress)
            throws IOException, InterruptedException {
        try (var sandbox = BuildSandbox.open(recipe.isolation(), room)) {
            var workshop = new Workshop(sandbox, host, room, what -> progress.on(new ImageProgress.Step(key, what)));
            workshop.room("product");
            var product = recipe.build(workshop);
            new Manifest(key.value(), recipe.contents(), host.suite(), host.architecture(), product.kernelParameters(),
                    product.packages(), workshop.sizeOf(workshop.product()), Instant.now().toString())
                    .writeTo(workshop.product());
            return workshop.product();
        }
    }

    /** The images that are there, the newest first. */
    public List<CachedImage> list() {
        if (Files.notExists(images)) {
            return List.of();
        }
        try (var directories = Files.list(images)) {
            var all = new ArrayList<CachedImage>();
            for (var directory : directories.filter(Manifest::existsIn).toList()) {
                var manifest = Manifest.readFrom(directory);
                all.add(new CachedImage(new ImageKey(manifest.key()), manifest.contents(), directory,
                        manifest.bytes(), Instant.parse(manifest.built())));
            }
            all.sort(Comparator.comparing(CachedImage::built).reversed());
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes an image. Machines that run from it keep its files until they end; waits while it is being built.
     *
     * @return whether it was there
     */
    public boolean remove(ImageKey key) throws InterruptedException {
        try {
            Files.createDirectories(locks);
            var lock = ProcessLock.acquire(locks.resolve(key.value()), builder -> {});
            try {
                if (Files.notExists(directory(key))) {
                    return false;
                }
                // Out of the way at once and whole, so that nobody finds half of it.
                var room = workTrees.make(key);
                Files.move(directory(key), room.resolve("removed"), StandardCopyOption.ATOMIC_MOVE);
                workTrees.remove(room);
                return true;
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(ImageKey key, Path product) throws IOException {
        Files.createDirectories(images);
        Files.move(product, directory(key), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path directory(ImageKey key) {
        return images.resolve(key.value());
    }
}
