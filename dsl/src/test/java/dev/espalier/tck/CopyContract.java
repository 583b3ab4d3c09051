package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.Callable;

import dev.espalier.command.CommandOptions;
import dev.espalier.error.CopyFailed;
import dev.espalier.report.TestEvent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected of copies to and from every guest, whoever made its tar, dd and mv. */
public abstract class CopyContract extends MachineContract {
    /** A directory of this host's, empty before each test. */
    protected Path here;

    /** One of the machine's, empty too. */
    protected String there;

    protected CopyContract(BackendUnderTest backend) {
        super(backend);
    }

    @BeforeEach
    void emptyPlaces(@TempDir Path directory) {
        here = directory;
        there = place + "/there";
        one.succeed("rm -rf " + there + "; mkdir -p " + there);
    }

    private Path file(String name, int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(here.resolve(name), bytes);
    }

    private String in(String directory) {
        return one.succeed("ls -A " + directory);
    }

    private static void fails(ThrowingCallable copy, String... why) {
        assertThatThrownBy(copy).isInstanceOf(CopyFailed.class).hasMessageContainingAll(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 10_000_123})
    @DisplayName("a file of any length goes there and back, byte by byte, and is told of")
    void lengths(int size) throws Exception {
        var file = file("random", size);
        one.copyFromHost(file, there + "/copy");
        assertThat(one.succeed("stat -c %s " + there + "/copy").strip()).isEqualTo(Integer.toString(size));
        var back = one.copyFromMachine(there + "/copy", here.resolve("back"));
        assertThat(back).isEqualTo(here.resolve("back/copy")).hasSameBinaryContentAs(file);
        assertThat(cluster.events()).anyMatch(event -> event instanceof TestEvent.WaitEnded ended
                && ended.what().equals("the copy of " + there + "/copy to " + back));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "it's", "a\"b", "$(exit 3)", "-n", "new\nline", "end\n", "*", "~",
            "back\\slash",
            "trailing ", "'; exit 3; '"})
    @DisplayName("a name is a name, whatever it looks like to a shell")
    void oddNames(String name) throws Exception {
        var file = file(name, 10);
        one.copyFromHost(file, there + "/" + name + "/" + name);
        assertThat(one.succeed("cat \"./$NAME/$NAME\" | wc -c",
                CommandOptions.DEFAULT.environment("NAME", name).directory(there)).strip()).isEqualTo("10");
        var directory = here.resolve("back");
        assertThat(one.copyFromMachine(there + "/" + name + "/" + name, directory)).hasSameBinaryContentAs(file);
        one.copyFromMachine(there + "/" + name, directory.resolve("tree"));
        assertThat(directory.resolve("tree").resolve(name).resolve(name)).hasSameBinaryContentAs(file);
        one.copyFromHost(directory.resolve("tree"), there + "/again");
        one.succeed("[ -f \"again/$NAME/$NAME\" ]",
                CommandOptions.DEFAULT.environment("NAME", name).directory(there));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rw-------", "r--r--r--", "rwxrwxrwx"})
    @DisplayName("a file's permissions go with it, both ways")
    void permissions(String mode) throws Exception {
        var file = file("program", 1);
        Trees.mode(file, mode);
        one.copyFromHost(file, there + "/program");
        assertThat(one.succeed("ls -ln " + there + "/program")).startsWith("-" + mode).containsPattern(" 0 +0 ");
        assertThat(Trees.described(one.copyFromMachine(there + "/program", here.resolve("back"))))
                .isEqualTo(Trees.described(file));
    }

    private Path tree() throws IOException {
        var tree = Files.createDirectories(here.resolve("tree"));
        Files.createDirectories(tree.resolve("empty/-rf/\n"));
        var deep = Files.createDirectories(tree.resolve("d".repeat(200)).resolve("e".repeat(250)));
        Files.writeString(deep.resolve("f".repeat(255)), "deep");
        Files.createFile(tree.resolve("nothing in it"));
        Files.writeString(tree.resolve("-n"), "dash");
        Files.writeString(tree.resolve("program"), "#!/bin/sh\nexit 7\n");
        Trees.mode(tree.resolve("program"), "rwxr-x--x");
        Files.createSymbolicLink(tree.resolve("to program"), Path.of("program"));
        Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("../not there"));
        Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(tree.resolve("long"), Path.of("l".repeat(180)));
        var closed = Files.createDirectory(tree.resolve("closed"));
        file("tree/closed/big", 3_000_001);
        Trees.mode(closed, "r-xr-xr-x");
        Trees.mode(tree, "rwx------");
        return tree;
    }

    @Test
    @DisplayName("a tree goes there and back with all that is in it: empty directories, links, modes, the longest names")
    void trees() throws Exception {
        var tree = tree();
        one.copyFromHost(tree, there + "/of/tree");
        assertThat(one.execute("'" + there + "/of/tree/to program'").exitStatus()).isEqualTo(7);
        assertThat(one.succeed("readlink " + there + "/of/tree/nowhere; stat -c %a " + there + "/of/tree " + there
                + "/of/tree/closed"))
                .isEqualTo("../not there\n700\n555\n");
        assertThat(one.succeed("find " + there + " ! -user root")).isEmpty();
        var back = one.copyFromMachine(there + "/of/tree", here.resolve("back"));
        assertThat(Trees.described(back)).isEqualTo(Trees.described(tree));
        assertThat(in(there + "/of")).isEqualTo("tree\n");
        assertThat(here.resolve("back")).isDirectoryNotContaining(each -> !each.endsWith("tree"));
    }

    @Test
    @DisplayName("names that are no text in any encoding come back as they are, and so does a file with two names")
    void rawNames() throws Exception {
        one.succeed("mkdir tree; printf 1 >\"tree/$(printf 'a\\377b')\"; printf 2 >tree/x; ln tree/x tree/y; cd tree; "
                + "ln -s \"$(printf 'a\\377b')\" link", CommandOptions.DEFAULT.directory(there));
        var back = one.copyFromMachine(there + "/tree", here);
        one.copyFromHost(back, there + "/again");
        assertThat(
                one.succeed("cd " + there
                        + "; cat again/a?b again/link again/x again/y; ls tree | md5sum; ls again | md5sum"))
                .matches("1122(.*\n)\\1");
    }

    @Test
    @DisplayName("a link is followed where a copy begins, and replaced where one ends")
    void links() throws Exception {
        var link = Files.createSymbolicLink(here.resolve("link"), file("file", 5));
        one.succeed("echo old >" + there + "/old; ln -s old " + there + "/link");
        one.copyFromHost(link, there + "/link");
        assertThat(one.succeed("cat " + there + "/old; [ -L " + there + "/link ] || stat -c %s " + there + "/link"))
                .isEqualTo("old\n5\n");
        one.succeed("ln -s " + there + " " + there + "/way");
        assertThat(one.copyFromMachine(there + "/way", here)).isDirectoryContaining(each -> each.endsWith("old"));
    }

    @Test
    @DisplayName("without a directory, a copy goes to the output directory")
    void toOutputDirectory() throws Exception {
        one.succeed("echo new >" + there + "/report");
        assertThat(one.copyFromMachine(there + "/report")).isEqualTo(output.resolve("report")).hasContent("new");
        assertThat(one.copyFromMachine(there + "/report", Path.of("of/one")))
                .isEqualTo(output.resolve("of/one/report"));
    }

    @Test
    @DisplayName("a file takes the place of a file, a tree that of an empty directory, and neither that of anything else")
    void replacing() throws Exception {
        var file = file("file", 5);
        one.succeed("echo something old >" + there + "/file; mkdir -p " + there + "/empty " + there
                + "/full/of; mkfifo " + there + "/fifo");
        one.copyFromHost(file, there + "/file");
        var tree = tree();
        one.copyFromHost(tree, there + "/empty");
        assertThat(one.succeed("stat -c %s " + there + "/file; find " + there + "/empty | wc -l")).isEqualTo("5\n17\n");
        for (var target : new String[]{there + "/full", there + "/fifo"}) {
            fails(() -> one.copyFromHost(file, target), NAME, target, file.toString(), "that is no file");
        }
        for (var target : new String[]{there + "/full", there + "/file", there + "/fifo"}) {
            fails(() -> one.copyFromHost(tree, target), target, "no empty directory");
        }
        fails(() -> one.copyFromMachine(there + "/file", here.resolve("tree/program")), "tree/program");
        Files.createDirectories(here.resolve("back/file/full"));
        fails(() -> one.copyFromMachine(there + "/file", here.resolve("back")), "back/file", "that is no file");
        Files.createDirectories(here.resolve("back/empty/full"));
        fails(() -> one.copyFromMachine(there + "/empty", here.resolve("back")), "not empty");
        assertThat(in(there)).isEqualTo("empty\nfifo\nfile\nfull\n");
        assertThat(in(there + "/full")).isEqualTo("of\n");
        assertThat(here.resolve("back")).isDirectoryNotContaining("glob:**.espalier*");
    }

    @Test
    @DisplayName("what is not there, or is neither file nor directory, is said to be so")
    void wrongSources() throws Exception {
        fails(() -> one.copyFromHost(here.resolve("nothing"), there + "/x"), "there is no " + here.resolve("nothing"));
        fails(() -> one.copyFromHost(Path.of("/dev/null"), there + "/x"), "/dev/null is neither a file");
        fails(() -> one.copyFromMachine(there + "/nothing", here), "there is no " + there + "/nothing");
        fails(() -> one.copyFromMachine("/dev/null", here), "/dev/null is neither a file");
        one.succeed("mkdir -p " + there + "/tree/sub; mkfifo '" + there + "/tree/sub/a fifo'");
        fails(() -> one.copyFromMachine(there + "/tree", here), "neither file nor directory nor link", "sub/a fifo");
        assertThatThrownBy(() -> one.copyFromHost(here, "relative")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.copyFromMachine("/", here)).isInstanceOf(IllegalArgumentException.class);
        assertThat(in(there)).isEqualTo("tree\n");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    @DisplayName("a guest's disk that is full is said to be so, and what was there is still there, and nothing else")
    void fullGuest() throws Exception {
        one.succeed("mount -t tmpfs -o size=1m tmpfs " + there + "; echo old >" + there + "/copy");
        try {
            fails(() -> one.copyFromHost(file("big", 3_000_000), there + "/copy"), "No space left on device");
            var tree = Files.createDirectory(here.resolve("tree"));
            file("tree/big", 3_000_000);
            fails(() -> one.copyFromHost(tree, there + "/tree"), "100% " + there);
            assertThat(one.succeed("cat " + there + "/copy; ls -A " + there)).isEqualTo("old\ncopy\n");
        } finally {
            one.succeed("umount " + there);
        }
    }

    @Test
    @DisplayName("files of the kernel's, which tell no length, come as they are read; to the guest they are refused")
    void kernelFiles() throws Exception {
        assertThat(one.copyFromMachine("/proc/version", here)).content().startsWith("Linux version");
        fails(() -> one.copyFromHost(Path.of("/proc/version"), there + "/x"), "changed while it was copied");
        assertThat(in(there)).isEmpty();
    }

    @Test
    @DisplayName("a file of the guest's that grows while it is copied is not copied, alone or in a tree")
    void growingGuestFile() throws Exception {
        one.succeed("mkdir tree; dd if=/dev/zero of=tree/log bs=1M count=20 2>/dev/null; echo old >other;"
                + " (while [ -e other ]; do echo more >>tree/log; done) >/dev/null 2>&1 &",
                CommandOptions.DEFAULT.directory(there));
        fails(() -> one.copyFromMachine(there + "/tree/log", here), there + "/tree/log changed while it was copied");
        fails(() -> one.copyFromMachine(there + "/tree", here), "changed");
        one.succeed("rm " + there + "/other");
        assertThat(here).isEmptyDirectory();
    }

    private static void whileGrowing(Path file, Callable<?> body) throws Exception {
        var writer = Thread.ofPlatform().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Files.writeString(file, "more", StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                // it was interrupted while it wrote
            }
        });
        try {
            body.call();
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    @DisplayName("a file of this host's that grows while it is copied is not copied, alone or in a tree")
    void growingHostFile() throws Exception {
        var tree = tree();
        var log = file("tree/log", 1_000_000);
        one.succeed("echo old >" + there + "/log");
        whileGrowing(log, () -> {
            fails(() -> one.copyFromHost(log, there + "/log"), "changed");
            fails(() -> one.copyFromHost(tree, there + "/tree"), tree.toString());
            return null;
        });
        assertThat(one.succeed("cat " + there + "/log; ls -A " + there)).isEqualTo("old\nlog\n");
    }
}
