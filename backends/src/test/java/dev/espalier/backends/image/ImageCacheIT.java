package dev.espalier.backends.image;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools({"unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(180)
class ImageCacheIT {
    private static final ImageSpec.Built TINY = new ImageSpec.Tiny();

    @TempDir
    Path directory;

    @Test
    void buildsOnceForManyThreads() throws Exception {
        var cache = new ImageCache(directory);
        var events = new LinkedBlockingQueue<ImageProgress.Event>();
        var calls = Stream.generate(() -> (Callable<GuestImage>) () -> cache.get(TINY, events::add)).limit(4).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var images = threads.invokeAll(calls).stream().map(done -> done.resultNow()).distinct().toList();
            assertThat(images).hasSize(1);
        }
        assertThat(events).filteredOn(ImageProgress.Built.class::isInstance).hasSize(1);
        assertThat(left("work")).isEmpty();
    }

    @Test
    void listsWhatItHasAndRemovesIt() throws Exception {
        var cache = new ImageCache(directory);
        assertThat(cache.list()).isEmpty();
        var image = cache.get(TINY, ImageProgress.silent());
        assertThat(cache.missing(TINY)).isEmpty();
        assertThat(cache.list()).singleElement().satisfies(cached -> {
            assertThat(cached.key()).isEqualTo(cache.key(TINY));
            assertThat(cached.bytes()).isBetween(10_000_000L, 100_000_000L);
        });
        assertThat(Manifest.readFrom(image.kernel().resolveSibling(".")).packages())
                .containsKeys("busybox-static", "bash-static");
        assertThat(cache.remove(cache.key(TINY))).isTrue();
        assertThat(cache.remove(cache.key(TINY))).isFalse();
        assertThat(cache.list()).isEmpty();
        assertThat(left("images")).isEmpty();
        assertThat(left("work")).isEmpty();
    }

    @Test
    void waitsForAnotherProcessAndSaysSo() throws Exception {
        try (var other = OtherJvm.startTiny(directory, "pack")) {
            other.awaitLine("standing still");
            var events = new LinkedBlockingQueue<ImageProgress.Event>();
            var mine = getInBackground(events);
            assertThat(events.poll(30, SECONDS)).isInstanceOfSatisfying(ImageProgress.WaitingForBuilder.class,
                    waiting -> assertThat(waiting.builder()).startsWith("process "));
            other.resume();
            assertThat(mine.get(60, SECONDS).kernel()).exists();
            assertThat(events).isEmpty();
        }
    }

    @Test
    void waitingForAnotherProcessCanBeInterrupted() throws Exception {
        try (var other = OtherJvm.startTiny(directory, "pack"); var threads = Executors.newSingleThreadExecutor()) {
            other.awaitLine("standing still");
            var waiting = new CountDownLatch(1);
            var mine = threads.submit(() -> new ImageCache(directory).get(TINY, event -> waiting.countDown()));
            waiting.await();
            threads.shutdownNow();
            assertThatThrownBy(() -> mine.get(30, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aKilledBuilderLeavesNoProcessAndIsFollowedByTheNext() throws Exception {
        try (var other = OtherJvm.startTiny(directory, "pack")) {
            other.awaitLine("standing still");
            assertThat(left("work")).isNotEmpty();
            var waiting = getInBackground(new LinkedBlockingQueue<>());
            var descendants = other.descendants();
            assertThat(descendants).isNotEmpty();
            other.kill();
            for (var descendant : descendants) {
                assertThat(descendant.onExit()).succeedsWithin(10, SECONDS);
            }
            assertThat(waiting.get(60, SECONDS).initrd()).exists();
        }
        assertThat(left("work")).isEmpty();
        assertThat(left("images")).hasSize(1);
    }

    @Test
    void aBuilderKilledWhileItsCommandsRunLeavesNoProcess() throws Exception {
        try (var other = OtherJvm.startTiny(directory)) {
            other.awaitLine("fetch");
            var descendants = other.descendants();
            other.kill();
            for (var descendant : descendants) {
                assertThat(descendant.onExit()).succeedsWithin(10, SECONDS);
            }
        }
        assertThat(left("images")).isEmpty();
        assertThat(new ImageCache(directory).get(TINY, ImageProgress.silent()).kernel()).exists();
        assertThat(left("work")).isEmpty();
    }

    @Test
    void anotherBuilderSweepsWhatAKilledDebianBuildLeft() throws Exception {
        try (var other = OtherJvm.startDebian(directory)) {
            other.awaitLine("install");
            var tree = left("work").getFirst();
            awaitFile(tree, "root", "var", "lib", "dpkg", "status");
            var descendants = other.descendants();
            other.kill();
            for (var descendant : descendants) {
                assertThat(descendant.onExit()).succeedsWithin(10, SECONDS);
            }
            assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(tree.toString());
        }
        assertThat(left("work")).hasSize(1);
        assertThat(new ImageCache(directory).get(TINY, ImageProgress.silent()).kernel()).exists();
        assertThat(left("work")).isEmpty();
    }

    @Test
    void anInterruptedBuildIsUndone() throws Exception {
        var cache = new ImageCache(directory);
        var begun = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var build = threads.submit(() -> cache.get(TINY, event -> begun.countDown()));
            begun.await();
            threads.shutdownNow();
            assertThatThrownBy(() -> build.get(30, SECONDS)).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        assertThat(left("work")).isEmpty();
        assertThat(left("images")).isEmpty();
    }

    @Test
    void aFailedBuildSaysWhatToDo() throws Exception {
        var host = HostSystem.current();
        var cache = new ImageCache(directory, new HostSystem(host.id(), host.suite(), "pdp11"));
        assertThatThrownBy(() -> cache.get(TINY, ImageProgress.silent()))
                .isInstanceOfSatisfying(ImageBuildFailed.CommandFailed.class, failure -> {
                    assertThat(failure.command()).contains("linux-image-cloud-pdp11");
                    assertThat(failure.status().success()).isFalse();
                    assertThat(failure.remedy())
                            .hasValueSatisfying(remedy -> assertThat(remedy).contains("apt-get update"));
                });
        assertThat(left("work")).isEmpty();
    }

    @Test
    void aHostThatIsNotDebianIsToldBeforeAnythingIsBuilt() {
        var cache = new ImageCache(directory, new HostSystem("plan9", "fourth", "amd64"));
        assertThat(cache.missing(TINY)).isNotEmpty();
        assertThatThrownBy(() -> cache.get(TINY, ImageProgress.silent()))
                .isInstanceOf(ImageBuildFailed.HostNotReady.class)
                .hasMessageContaining("plan9");
    }

    @Test
    void anOrdinaryUserWithoutSubordinateIdsBuildsATinyImage() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");
        var open = PosixFilePermissions.fromString("rwxrwxrwx");
        Files.setPosixFilePermissions(directory, open);
        var cache = Files.createDirectory(directory.resolve("cache"));
        Files.setPosixFilePermissions(cache, open);
        try (var other = OtherJvm.startAsNobody(cache, Files.createDirectory(directory.resolve("classes")))) {
            assertThat(other.awaitLine("got ")).contains("kernel");
        }
    }

    private CompletableFuture<GuestImage> getInBackground(LinkedBlockingQueue<ImageProgress.Event> events) {
        var result = new CompletableFuture<GuestImage>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(new ImageCache(directory).get(TINY, events::add));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits until a path exists, which others make one directory after the other. */
    private static void awaitFile(Path parent, String... names) throws Exception {
        for (var name : names) {
            var child = parent.resolve(name);
            try (var watcher = parent.getFileSystem().newWatchService()) {
                parent.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
                while (Files.notExists(child)) {
                    watcher.take().reset();
                }
            }
            parent = child;
        }
    }

    private List<Path> left(String part) throws Exception {
        var path = directory.resolve(part);
        if (Files.notExists(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.toList();
        }
    }
}
