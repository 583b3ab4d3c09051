package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.espalier.Machine;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.junit.Snapshot;
import dev.espalier.junit.VmTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that break what they find, on the machine of the {@code machines.json} beside this class. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@VmTest
@Snapshot
class CleanStateIT {

    @BeforeAll
    static void install(Machine counter) {
        counter.succeed("mkdir /data && echo 1 >/data/count");
    }

    @Test
    @DisplayName("a test may change what it likes")
    void counts(Machine counter) {
        assertThat(counter.succeed("cat /data/count")).isEqualTo("1\n");
        counter.succeed("echo 2 >/data/count");
    }

    @Test
    @DisplayName("the other one finds all as it was, whichever is the first")
    void removes(Machine counter) {
        assertThat(counter.succeed("cat /data/count")).isEqualTo("1\n");
        counter.succeed("rm -r /data");
    }
}
