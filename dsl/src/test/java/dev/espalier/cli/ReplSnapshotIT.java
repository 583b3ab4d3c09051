package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A script that is run by hand again and again, from the same moment. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ReplSnapshotIT extends RunWithImages {
    private static final String SCRIPT = """
            one.succeed("[ ! -e /mark ] && touch /mark");
            one.waitUntilSucceeds("[ $(cat /sys/class/net/eth0/carrier) = 1 ]", Duration.ofSeconds(20));
            one.network().block();
            one.waitUntilSucceeds("[ $(cat /sys/class/net/eth0/carrier) = 0 ]");
            log("this is round " + one.succeed("cat /round 2>/dev/null || echo none").strip());
            """;

    @Test
    @DisplayName("a moment's first run is that moment; later ones begin there, whatever has become of machines and links since")
    void again() throws Exception {
        var test = espalier.configured(SCRIPT, """
                {"vms": {"one": {"image": "tiny", "memory_mib": 256, "vlans": [1]}}, "vlans": [1]}""");
        var session = espalier.start("repl", "-o", espalier.report().toString(), test.toString());
        session.type("""
                testScript("first")
                testScript()
                testScript("first")
                one.succeed("echo two >/round; rm /mark"); one.unblock();
                testScript("second")
                one.crash()
                testScript("second")
                testScript("first")
                /exit
                """);
        var ended = session.await();
        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out()
                .lines()
                .filter(line -> line.contains("this is round "))
                .map(line -> line.replaceAll(".*this is round ", "")))
                .containsExactly("none", "none", "two", "two", "none");
        assertThat(ended.out()).containsOnlyOnce("CommandFailed");
        assertThat(espalier.leftovers()).isEmpty();
    }
}
