package dev.espalier.bench.guest;

import java.util.List;
import java.util.Set;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.TunDevice;

/** The backend of a monitor with a program in the monitor's place, which needs no KVM. */
public abstract sealed class MonitorStandIn implements Backend permits FirecrackerStandIn, CloudHypervisorStandIn {
    private final Backend real;

    MonitorStandIn(Backend real) {
        this.real = real;
    }

    @Override
    public final String name() {
        return real.name() + "-stand-in";
    }

    @Override
    public final BackendDescription description() {
        return new BackendDescription("a program that answers as " + real.name() + " does", "TAPs", List.of());
    }

    @Override
    public final List<OptionKey<?>> options() {
        return real.options();
    }

    @Override
    public final ImageUse imageUse(Options options) {
        return real.imageUse(options);
    }

    @Override
    public final NetworkUse networkUse() {
        return real.networkUse();
    }

    @Override
    public final Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        return real.capabilities(machine);
    }

    @Override
    public final List<Requirement> missing(List<MachineSpec> machines) {
        return TunDevice.OF_THIS_HOST.missing().stream().toList();
    }

    @Override
    public final Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        return real.blueprint(machine, resets, site);
    }
}
