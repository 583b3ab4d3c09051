package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.FutureTask;

import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.SmallDisk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RunDirectoryTest {

    @TempDir
    private Path base;

    /** A program that owns a directory with files in it until it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            var directory = RunDirectory.in(Path.of(arguments[0]));
            Files.createDirectories(directory.path().resolve("machine/a"));
            Files.writeString(directory.path().resolve("machine/a/disk"), "data");
            Files.createSymbolicLink(directory.path().resolve("link"), Path.of(arguments[1]));
            System.out.println("owns " + directory.path());
            System.in.read();
        }
    }

    private Path precious() throws IOException {
        var precious = Files.createDirectory(base.resolve("precious"));
        Files.writeString(precious.resolve("file"), "not ours to remove");
        return precious;
    }

    @Test
    @DisplayName("nobody else can look into it")
    void permissions() throws Exception {
        try (var directory = RunDirectory.in(base)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    @DisplayName("closing removes it with all that is in it, but nothing that it only points to")
    void closing() throws Exception {
        var precious = precious();
        try (var directory = RunDirectory.in(base)) {
            Files.createDirectories(directory.path().resolve("a/b/c"));
            Files.createFile(directory.path().resolve("a/b/c/d"));
            Files.createSymbolicLink(directory.path().resolve("a/link"), precious);
            Files.createSymbolicLink(directory.path().resolve("dangling"), Path.of("nowhere"));
        }
        assertThat(base).isDirectoryNotContaining("glob:**/espalier-*");
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    @DisplayName("closing twice, or after somebody has removed it, is no failure")
    void closingTwice() throws Exception {
        var directory = RunDirectory.in(base);
        FileTree.remove(directory.path());
        directory.close();
        assertThat(base).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=4k", "nr_inodes=3"})
    @NeedsHost(programs = {"unshare", "nsenter", "mount"})
    @DisplayName("where there is no room for all of it, nothing of it stays")
    void fullDisk(String limits) throws Exception {
        try (var disk = SmallDisk.on(base, limits)) {
            var filler = Files.write(disk.path().resolve("filler"), new byte[4096]);
            assertThatThrownBy(() -> RunDirectory.in(disk.path())).isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(disk.path()).isDirectoryContaining(filler::equals)
                    .isDirectoryNotContaining("glob:**/espalier-*");
        }
    }

    @Test
    @DisplayName("a sweep leaves alone what this JVM owns")
    void ownDirectory() throws Exception {
        try (var directory = RunDirectory.in(base)) {
            assertThat(RunDirectory.sweep(base)).isEmpty();
            assertThat(directory.path()).exists();
        }
    }

    @Test
    @Timeout(120)
    @DisplayName("those that come and go meanwhile are no failure, neither to a sweep nor to who lists them")
    void comingAndGoing() throws Exception {
        var busy = new FutureTask<>(() -> {
            for (int number = 0; number < 2000; number++) {
                RunDirectory.in(base).close();
            }
            return "done";
        });
        Thread.ofPlatform().start(busy);
        while (!busy.isDone()) {
            assertThat(RunDirectory.sweep(base)).isEmpty();
            assertThat(RunDirectory.all(base)).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(busy.get()).isEqualTo("done");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    @DisplayName("a sweep leaves alone what another JVM owns, and removes it when that one was killed")
    void othersDirectory() throws Exception {
        var precious = precious();
        try (var jvm = ChildJvm.running(Owner.class, base.toString(), precious.toString())) {
            var owned = Path.of(jvm.awaitLine("owns "));
            assertThat(RunDirectory.sweep(base)).isEmpty();
            assertThat(owned.resolve("machine/a/disk")).exists();

            jvm.kill();

            assertThat(owned).exists();
            assertThat(RunDirectory.sweep(base)).containsExactly(owned);
        }
        assertThat(base).isDirectoryNotContaining("glob:**/espalier-*");
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    @DisplayName("a sweep removes a link in the place of a directory, not what it points to")
    void linkedDirectory() throws Exception {
        var precious = precious();
        Files.createSymbolicLink(base.resolve("espalier-x"), precious);
        Files.createFile(base.resolve("espalier-x.lock"));

        assertThat(RunDirectory.sweep(base)).containsExactly(base.resolve("espalier-x"));

        assertThat(base.resolve("espalier-x")).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    @DisplayName("a sweep does not believe a link that poses as a lock")
    void linkedLock() throws Exception {
        var victim = Files.createDirectory(base.resolve("espalier-y"));
        var target = Files.createFile(base.resolve("target"));
        Files.createSymbolicLink(base.resolve("espalier-y.lock"), target);

        assertThat(RunDirectory.sweep(base)).isEmpty();
        assertThat(victim).exists();
    }

    @Test
    @DisplayName("a sweep touches nothing that has no lock beside it, and nothing of another name")
    void strangers() throws Exception {
        Files.createDirectory(base.resolve("espalier-notes"));
        Files.createDirectory(base.resolve("other"));
        Files.createFile(base.resolve("other.lock"));

        assertThat(RunDirectory.sweep(base)).isEmpty();
        assertThat(base.resolve("espalier-notes")).exists();
        assertThat(base.resolve("other")).exists();
    }
}
