package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import dev.espalier.Machine;
import dev.espalier.runtime.network.Impairment;
import dev.espalier.tck.LinkFaultContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QemuLinkFaultContractIT extends LinkFaultContract {
    private static final int LARGE = 300_000;

    /** What {@link #LARGE} takes at 1 Mbit/s, less what goes through at first. */
    private static final Duration AT_A_MEGABIT = Duration.ofMillis(1900);

    QemuLinkFaultContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Test
    @DisplayName("a rate holds in both directions")
    void rate() {
        serve(one);
        serve(two());
        one.impair(Impairment.NONE.rate(1_000_000));
        assertThat(fetch(one, 12)).isGreaterThan(AT_A_MEGABIT);
        assertThat(fetch(two(), 11)).isGreaterThan(AT_A_MEGABIT);
        one.repair();
        assertThat(fetch(one, 12)).isLessThan(AT_A_MEGABIT);
    }

    private static void serve(Machine machine) {
        machine.succeed("mkdir -p /run/www; head -c " + LARGE + " /dev/zero >/run/www/large; httpd -p 81 -h /run/www");
        machine.waitForOpenPort(81);
    }

    /** By the guest's own clock. */
    private static Duration fetch(Machine by, int number) {
        var before = uptime(by);
        by.succeed("wget -q -O /dev/null http://192.168.1." + number + ":81/large");
        return uptime(by).minus(before);
    }

    private static Duration uptime(Machine machine) {
        var seconds = machine.succeed("cut -d ' ' -f 1 /proc/uptime").strip();
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }
}
