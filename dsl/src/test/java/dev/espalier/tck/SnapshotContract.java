package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import dev.espalier.backends.spi.Snapshots;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.EspalierException;
import dev.espalier.error.MachineRestored;
import dev.espalier.error.RestoreRefused;
import dev.espalier.error.SnapshotFailed;
import dev.espalier.snapshot.Snapshot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines of which snapshots can be taken. */
@ContractOf(Snapshots.class)
public abstract class SnapshotContract extends MachineContract {
    private static final String MANIFEST = "manifest.json";
    private static final int OFTEN = 20;
    private static final Duration SOON = Duration.ofSeconds(5);

    private Snapshot first;

    protected SnapshotContract(BackendUnderTest backend) {
        super(backend);
    }

    @BeforeAll
    void take() {
        one.succeed("echo kept >" + place + "/file");
        first = one.snapshot("first");
    }

    private String bootId() {
        return one.succeed("cat /proc/sys/kernel/random/boot_id");
    }

    @Test
    @DisplayName("a machine goes on after a snapshot, and is as it was then whenever it is restored; its random numbers are not")
    void often() {
        var boot = bootId();
        one.succeed("echo later >" + place + "/file");
        assertThat(one.succeed("cat " + place + "/file")).isEqualTo("later\n");
        var numbers = new HashSet<String>();
        for (int time = 0; time < OFTEN; time++) {
            one.restore(first);
            assertThat(one.isUp()).isTrue();
            assertThat(one.succeed("ls " + place + "; cat " + place + "/file")).isEqualTo("file\nkept\n");
            numbers.add(one.succeed("head -c 16 /dev/urandom | od -A n -t x1"));
            one.succeed("touch " + place + "/other; echo changed >" + place + "/file");
        }
        assertThat(numbers).hasSize(OFTEN);
        assertThat(bootId()).isEqualTo(boot);
    }

    @Test
    @DisplayName("a snapshot says what it is of")
    void described() {
        assertThat(first.name()).isEqualTo("first");
        assertThat(first.machine()).isEqualTo(NAME);
        assertThat(first.backend()).isEqualTo(backend.node(NAME).backend());
        assertThat(first.taken()).isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
        assertThat(Snapshot.in(first.directory()).taken()).isEqualTo(first.taken());
    }

    @Test
    @DisplayName("a restored guest knows what time it is")
    void time() {
        one.succeed("date -s @1000000000");
        one.restore(first);
        var guest = Instant.ofEpochSecond(Long.parseLong(one.succeed("date +%s").strip()));
        assertThat(Duration.between(guest, Instant.now()).abs()).isLessThan(SOON);
    }

    @Test
    @DisplayName("commands that are under way end before a snapshot, and those that come meanwhile are served after it")
    void commandsEnd() {
        var before = one.start("touch " + place + "/begun; sleep 2; touch " + place + "/ended");
        one.waitForFile(place + "/begun");
        var taken = meanwhile(() -> one.snapshot("between"));
        assertThat(before.await().succeeded()).isTrue();
        assertThat(one.succeed("echo after")).isEqualTo("after\n");
        one.restore(taken.join());
        one.succeed("[ -e " + place + "/ended ]");
        one.restore(first);
        one.fail("[ -e " + place + "/begun ]");
    }

    @Test
    @DisplayName("a command that does not end is named, and no snapshot is taken; the machine and the command go on")
    void commandGoesOn() {
        var endless = one.start("while [ ! -e " + place + "/stop ]; do sleep 0.1; done; echo stopped");
        assertThatThrownBy(() -> one.snapshot("never")).isInstanceOf(SnapshotFailed.class)
                .hasMessageContainingAll(NAME, "while [ ! -e " + place + "/stop ]");
        one.succeed("touch " + place + "/stop");
        assertThat(endless.await().stdout()).isEqualTo("stopped\n");
        assertThat(one.snapshot("never").directory()).isDirectory();
    }

    @Test
    @DisplayName("what a machine is asked when it is restored ends with that, and what it is asked then is of what was restored")
    void pending() {
        var command = one.start("touch " + place + "/begun; sleep 600");
        one.waitForFile(place + "/begun");
        var wait = meanwhile(() -> one.waitUntilSucceeds("[ -e " + place + "/never ]"));
        var end = meanwhile(() -> {
            one.waitForShutdown();
            return "down";
        });
        one.restore(first);
        assertThatThrownBy(command::await).isInstanceOf(MachineRestored.class).hasMessageContaining("sleep 600");
        assertThatThrownBy(wait::join).cause().isInstanceOf(MachineRestored.class);
        assertThatThrownBy(end::join).cause().isInstanceOf(MachineRestored.class);
        one.fail("[ -e " + place + "/begun ]");
    }

    @Test
    @DisplayName("whoever else uses a machine while it is restored is served before or after that, or told")
    void crowd() {
        var asked = Stream.generate(() -> meanwhile(() -> one.execute("echo here"))).limit(8).toList();
        one.restore(first);
        assertThat(asked).allSatisfy(answer -> {
            try {
                assertThat(answer.join().stdout()).isEqualTo("here\n");
            } catch (CompletionException told) {
                assertThat(told).hasCauseInstanceOf(MachineRestored.class);
            }
        });
    }

    @Test
    @DisplayName("a machine that was killed, and one whose plug was pulled, go on from a snapshot, and can all that they could")
    void afterDeath() {
        backend.kill(NAME);
        assertThatThrownBy(() -> one.execute("sleep 600")).isInstanceOf(EspalierException.class);
        one.restore(first);
        assertThat(one.succeed("cat " + place + "/file")).isEqualTo("kept\n");
        one.crash();
        assertThat(one.isUp()).isFalse();
        one.restore(first);
        assertThat(one.execute("cat", CommandOptions.DEFAULT.stdin("words")).stdout()).isEqualTo("words");
        one.restore(one.snapshot("of-a-restored"));
        assertThat(one.succeed("cat " + place + "/file")).isEqualTo("kept\n");
    }

    @Test
    @DisplayName("a machine of another kind does not go on from it, and is told what differs")
    void anotherKind() throws Exception {
        var memory = backend.node(NAME).memoryMib();
        var other = cluster.cluster().createMachine(backend.node("other").memoryMib(memory + 16));
        assertThatThrownBy(() -> other.restore(first)).isInstanceOf(RestoreRefused.class)
                .hasMessageContainingAll("other", "memory: there " + memory + " MiB, here " + (memory + 16) + " MiB",
                        "remedy:");
        assertThat(other.isUp()).isFalse();
    }

    @Test
    @DisplayName("a snapshot's name is taken once, and is a name")
    void names() {
        assertThatThrownBy(() -> one.snapshot("first")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first");
        for (var odd : List.of("", "../up", "a b", ".hidden", "-x")) {
            assertThatThrownBy(() -> one.snapshot(odd)).isInstanceOf(IllegalArgumentException.class);
        }
        one.succeed("true");
    }

    private static void refuses(EspalierRestore restore, String... because) {
        assertThatThrownBy(restore::run).isInstanceOf(RestoreRefused.class).hasMessageContainingAll(because);
    }

    /** To be refused. */
    private interface EspalierRestore {
        void run();
    }

    @Test
    @DisplayName("a snapshot of which a file is missing or shorter than it was is refused by the file's name, and the machine goes on")
    void incomplete() throws IOException {
        var victim = one.snapshot("incomplete");
        one.succeed("touch " + place + "/here");
        for (var file : files(victim)) {
            var aside = Files.move(file, output.resolve("aside"));
            refuses(() -> one.restore(victim), file.toString(), "missing", "remedy:");
            Files.move(aside, file);
            if (!file.endsWith(MANIFEST)) {
                shorten(file);
                refuses(() -> one.restore(victim), file.toString(), "bytes, not", "remedy:");
            }
        }
        one.succeed("[ -e " + place + "/here ]");
    }

    private static List<Path> files(Snapshot snapshot) throws IOException {
        try (var files = Files.list(snapshot.directory())) {
            return files.sorted().toList().reversed();
        }
    }

    private static void shorten(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() - 1);
        }
    }

    @Test
    @DisplayName("garbage for a manifest, and one of another format, are refused")
    void garbage() throws IOException {
        var victim = one.snapshot("garbage");
        var manifest = victim.directory().resolve(MANIFEST);
        var whole = Files.readString(manifest);
        for (var garbage : List.of("", "{", "[]", "nonsense", "{}", "{\"format\": 1}", whole + whole,
                whole.replace("\"machine\"", "\"engine\""), whole.replace("END", "NEVER"),
                whole.replace("\"files\" : {", "\"files\" : { \"x\" : null,"),
                whole.replaceFirst("\"taken\" : \"", "\"taken\" : \"once, "), "\0\u00ff")) {
            Files.writeString(manifest, garbage);
            refuses(() -> one.restore(victim), victim.directory().toString(), "remedy:");
        }
        Files.writeString(manifest, whole.replaceFirst("\"format\" : \\d+", "\"format\" : 999"));
        refuses(() -> one.restore(victim), "format 999", "remedy:");
        Files.writeString(manifest, whole);
        one.restore(victim);
    }
}
