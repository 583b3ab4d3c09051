package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.espalier.NodeSpec;
import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.runtime.network.Impairment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that can hold back packets where the host cannot. */
@ContractOf(LinkDelay.class)
public abstract class LinkDelayContract extends MachineContract {
    private static final Pattern AVERAGE = Pattern.compile("= [\\d.]+/([\\d.]+)/");
    private static final Duration DELAY = Duration.ofMillis(150);

    /** Twice a delay, less what a clock's tick may make of it. */
    private static final Duration LATE = DELAY.multipliedBy(2).minusMillis(20);

    protected LinkDelayContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(1, 2), backend.node("two").onVlans(1, 2));
    }

    @Override
    protected void begin() {
        one.start();
        cluster.machine("two").waitForShell();
        one.waitForShell();
    }

    private Duration roundTrip(int vlan) {
        var said = cluster.machine("two").succeed("ping -q -c 8 -i 0.37 -W 3 192.168." + vlan + ".1");
        var found = AVERAGE.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Duration.ofNanos((long) (Double.parseDouble(found.group(1)) * 1_000_000));
    }

    @Test
    @DisplayName("a delayed link is late by twice the delay and more, the other one is not; repaired it is as before")
    void impaired() {
        one.impair(1, Impairment.NONE.delay(DELAY));
        assertThat(roundTrip(1)).isBetween(LATE, DELAY.multipliedBy(6));
        assertThat(roundTrip(2)).isLessThan(DELAY);
        one.crash();
        one.start();
        one.waitForShell();
        assertThat(roundTrip(1)).isGreaterThan(LATE);
        one.repair();
        assertThat(roundTrip(1)).isLessThan(DELAY);
    }

    @Test
    @DisplayName("the machine's own delay is replaced by the next, and ends with none")
    void held() {
        delay(DELAY);
        assertThat(roundTrip(2)).isGreaterThan(LATE);
        delay(DELAY.multipliedBy(2));
        assertThat(roundTrip(2)).isGreaterThan(LATE.multipliedBy(2));
        delay(Duration.ZERO);
        delay(Duration.ZERO);
        assertThat(roundTrip(2)).isLessThan(DELAY);
    }

    private void delay(Duration mean) {
        var unused = one.require(LinkDelay.class).use(link -> link.delay(1, mean));
    }
}
