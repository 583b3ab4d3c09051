package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.espalier.NodeSpec;
import dev.espalier.backends.spi.LinkCarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that show their guests whether a plug is in. */
@ContractOf(LinkCarrier.class)
public abstract class LinkCarrierContract extends MachineContract {

    protected LinkCarrierContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(1, 2));
    }

    private void use(Function<LinkCarrier, CompletionStage<Void>> call) {
        var unused = one.require(LinkCarrier.class).use(call);
    }

    private void awaitCarriers(String carriers) {
        one.waitUntilSucceeds("[ $(cat /sys/class/net/eth0/carrier)$(cat /sys/class/net/eth1/carrier) = " + carriers
                + " ]", Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("the guest sees which plug is pulled, and that it is in again; pulling it twice is pulling it")
    void plugs() {
        awaitCarriers("11");
        use(carrier -> carrier.unplug(1));
        use(carrier -> carrier.unplug(1));
        awaitCarriers("10");
        use(carrier -> carrier.plug(1));
        use(carrier -> carrier.plug(1));
        awaitCarriers("11");
        assertThat(one.isUp()).isTrue();
    }
}
