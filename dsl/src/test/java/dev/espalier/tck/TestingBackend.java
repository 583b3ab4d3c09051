package dev.espalier.tck;

import java.util.List;
import java.util.function.Function;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.supervision.ChildSpec;

/** Its machines are what a test makes them: processes and channels without an image, a network or a capability. */
public record TestingBackend(Function<MachineSite, List<ChildSpec>> children) implements Backend {
    @Override
    public String name() {
        return "testing";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("what a test makes", "none", List.of());
    }

    @Override
    public ImageUse imageUse(Options options) {
        return ImageUse.NEEDS_NO_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.NONE;
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        return new Blueprint(children.apply(site), Capabilities.none());
    }
}
