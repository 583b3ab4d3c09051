package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.error.RebootReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected beyond {@link RebootContract} of machines whose reboots are seen from outside. */
public abstract class SeenRebootContract extends RebootContract {

    protected SeenRebootContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a guest that reboots by itself ends what runs at once, with the reason; what comes then waits for it")
    void byItself() {
        var before = bootId();
        var rebootsBefore = reboots();
        var running = one.start("echo begun; sleep 1000");
        one.succeed("(sleep 2; reboot -f) >/dev/null 2>&1 &");

        assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineRebooted.class, rebooted -> {
            assertThat(rebooted.machine()).isEqualTo(NAME);
            assertThat(rebooted.reason()).isEqualTo(RebootReason.GUEST);
            assertThat(rebooted.command()).contains("sleep 1000");
        }).hasMessageContaining("one rebooted during a command: the guest reset itself");
        assertThat(one.isUp()).isFalse();
        assertThat(reboots()).isEqualTo(rebootsBefore);
        assertThat(bootId()).isNotEqualTo(before);

        assertThat(one.waitForReboot(LONG)).isEqualTo(RebootReason.GUEST);
        assertThat(one.isUp()).isTrue();
        assertThat(reboots()).isEqualTo(rebootsBefore + 1);
    }

    @Test
    @DisplayName("a machine that was started as usual cannot reboot and says so; a reset by its guest is its end")
    void notAllowed() {
        one.crash();
        assertThatThrownBy(one::reboot).isInstanceOf(RebootNotAllowed.class)
                .hasMessage("one cannot reboot: it is not running; start it with StartOptions.allowReboot()");
        one.succeed("touch /run/of-this-boot");
        assertThatThrownBy(one::reboot).isInstanceOf(RebootNotAllowed.class)
                .hasMessageContainingAll("one cannot reboot", "its end", "StartOptions.allowReboot()");
        assertThatThrownBy(one::waitForReboot).isInstanceOf(RebootNotAllowed.class);
        one.succeed("test -e /run/of-this-boot", "(sleep 0.5; reboot -f) >/dev/null 2>&1 &");
        assertThatThrownBy(one::waitForShutdown).isInstanceOfSatisfying(MachineDied.class,
                died -> assertThat(died.death()).isEqualTo(new Death.Reset(RebootReason.GUEST)));
        assertThatThrownBy(() -> one.succeed("true")).isInstanceOf(MachineDied.class);
    }
}
