package dev.espalier.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@NeedsHost(files = "/proc/self/stat")
class GroupOwnerTest {
    private static final long BEFORE_ALL_OTHERS = 0;

    @Test
    @DisplayName("this process lives, and another of its number does not")
    void thisProcess() throws Exception {
        var owner = GroupOwner.thisProcess();
        assertThat(owner.lives()).isTrue();
        assertThat(new GroupOwner(owner.pid(), BEFORE_ALL_OTHERS).lives()).isFalse();
    }

    @Test
    @DisplayName("a process that ends while it is looked at is no failure")
    void vanishing() throws Exception {
        for (var number = 0; number < 100; number++) {
            var process = new ProcessBuilder("true").start();
            var other = new GroupOwner(process.pid(), BEFORE_ALL_OTHERS);
            while (process.isAlive()) {
                assertThat(other.lives()).isFalse();
            }
        }
    }
}
