package dev.espalier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import dev.espalier.Backends;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.bench.Host.Guests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostTest {
    private static Host with(Guests guests) {
        return new Host("a processor", 4, 0.5, "6.1", "25", guests);
    }

    @Test
    @DisplayName("guests are emulated where there is a reason why KVM does not run them, whatever it is")
    void emulated() {
        assertThat(Guests.where(Optional.of("/dev/kvm exists but does not run a virtual CPU")))
                .isEqualTo(Guests.EMULATED);
        assertThat(Guests.where(Optional.empty())).isEqualTo(Guests.KVM);
    }

    @Test
    @DisplayName("its line says so, and figures of the two are not compared")
    void said() {
        assertThat(with(Guests.EMULATED)).hasToString(
                "a processor, 4 cores, load 0.5; Linux 6.1, JDK 25, emulated guests");
        assertThat(with(Guests.KVM)).hasToString("a processor, 4 cores, load 0.5; Linux 6.1, JDK 25, KVM");
        assertThat(with(Guests.KVM).isLike(with(Guests.EMULATED))).isFalse();
    }

    @Test
    @DisplayName("of this host it says what a machine of QEMU's says of itself")
    void here() {
        var any = new MachineSpec("any", 1, 256, Optional.empty(), new GuestSeed("any", List.of(), List.of()),
                List.of(), Options.none());
        var accelerator = Backends.installed().get("qemu").facts(any).get("accelerator");
        assertThat(Host.here().guests()).isEqualTo("KVM".equals(accelerator) ? Guests.KVM : Guests.EMULATED);
    }
}
