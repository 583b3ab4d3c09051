package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import dev.espalier.tck.DiskContract;
import org.junit.jupiter.api.AfterEach;

class QemuDiskContractIT extends DiskContract {
    QemuDiskContractIT() {
        super(QemuUnderTest.DEBIAN);
    }

    @AfterEach
    void theGuestIsSound() {
        assertThat(one.succeed("dmesg | grep EXT4-fs")).doesNotContain("error");
        one.waitForUnit("nginx", Duration.ofMinutes(4));
    }
}
