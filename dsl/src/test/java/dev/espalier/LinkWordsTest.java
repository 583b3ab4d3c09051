package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.Impairment;
import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkWordsTest {
    private static final Map<String, List<Nic>> MACHINES = Map.of("router", List.of(nic(1, 1), nic(2, 1)), "web",
            List.of(nic(1, 2)));

    private static Nic nic(int vlan, int machine) {
        return new Nic(vlan, new MacAddress(vlan, machine), "bridge" + vlan, port(vlan, machine));
    }

    private static String port(int vlan, int machine) {
        return "port" + vlan + "." + machine;
    }

    private static List<String> words(String machine, LinkFaults faults) {
        return new LinkWords(MACHINES, faults).of(machine);
    }

    @Test
    @DisplayName("links without a fault have no words")
    void whole() {
        assertThat(words("router", LinkFaults.NONE)).isEmpty();
    }

    @Test
    @DisplayName("a machine all of whose links are blocked is blocked, one of which some are, on those VLANs")
    void blocked() {
        assertThat(words("router", LinkFaults.NONE.block(List.of(port(2, 1))))).containsExactly("blocked on VLAN 2");
        var both = LinkFaults.NONE.block(List.of(port(1, 1), port(2, 1)));
        assertThat(words("router", both)).containsExactly("blocked");
        assertThat(words("web", both)).isEmpty();
    }

    @Test
    @DisplayName("a cut is told of both sides, by the other's name")
    void cut() {
        var cut = LinkFaults.NONE.cut(List.of(new LinkFaults.Cut(port(1, 2), port(1, 1))));
        assertThat(words("router", cut)).containsExactly("cut from web");
        assertThat(words("web", cut)).containsExactly("cut from router");
    }

    @Test
    @DisplayName("an impairment is told in figures, whoever makes it")
    void impaired() {
        var slow = Impairment.NONE.delay(Duration.ofMillis(50))
                .jitter(Duration.ofMillis(5))
                .loss(0.025)
                .rate(1_000_000);
        assertThat(words("web", LinkFaults.NONE.impair(port(1, 2), slow, Duration.ZERO)))
                .containsExactly("VLAN 1 50 ms late ± 5 ms, 2.5 % lost, at most 1000000 bit/s");
        assertThat(words("web", LinkFaults.NONE.impair(port(1, 2), Impairment.NONE, Duration.ofMillis(100))))
                .containsExactly("VLAN 1 100 ms late");
    }
}
