package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.backends.spi.Resize;
import dev.espalier.error.CapabilityDenied;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that may have up to twice the memory and the processors that they start with. */
@ContractOf(Resize.class)
public abstract class ResizeContract extends MachineContract {
    private static final String MEMORY = "awk '/^MemTotal/ { print $2 }' /proc/meminfo";

    protected ResizeContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("it gets more memory and another processor while it runs, and no more than it may have")
    void more() {
        var resize = one.require(Resize.class);
        var before = Integer.parseInt(one.succeed(MEMORY).strip());
        var most = 2 * backend.node(NAME).memoryMib();
        var unusedMemory = resize.use(machine -> machine.memoryMib(most));
        one.waitUntilSucceeds("[ $(" + MEMORY + ") -gt " + before * 3 / 2 + " ]");
        var unusedCpus = resize.use(machine -> machine.cpus(2));
        one.waitUntilSucceeds("[ -e /sys/devices/system/cpu/cpu1 ]");
        one.succeed("cd /sys/devices/system/cpu/cpu1; [ $(cat online) = 1 ] || echo 1 >online", "[ $(nproc) = 2 ]");
        assertThatThrownBy(() -> resize.use(machine -> machine.cpus(3))).isInstanceOf(CapabilityDenied.class)
                .hasMessageContaining(NAME);
        one.succeed("true");
    }
}
