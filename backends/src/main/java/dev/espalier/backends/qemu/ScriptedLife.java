package dev.espalier.backends.qemu;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.supervision.ChildSpec;

/** What one life of a machine consists of that a {@link StartScript} begins. */
final class ScriptedLife {
    private ScriptedLife() {}

    /**
     * @param imposed   what is to run the guest's processors, if that is not left to the script
     * @param inherited the environment that the script is to find beside what it is told
     */
    static Blueprint of(MachineSpec machine, Optional<Accelerator> imposed, ResetPolicy resets, MachineSite site,
            Map<String, String> inherited) {
        var script = StartScript.of(machine, site.directory());
        var channels = QemuChannels.in(site.directory());
        var listeners = new QemuListeners(site, channels);
        var environment = script.environment(inherited,
                machine.options().get(QemuBackend.KERNEL_PARAMETERS).orElse(List.of()));
        var children = new ArrayList<ChildSpec>();
        children.add(Preparation.child("directories", () -> {
            Files.createDirectories(script.state());
            Files.createDirectories(script.shared());
        }));
        script.switches().forEach(vde -> children.addAll(vde.children(site)));
        children.addAll(listeners.children());
        children.add(
                new QemuProcess(script.command(imposed, resets, channels), script.state(), environment).child(site));
        return new Blueprint(children,
                QemuCapabilities.ofStartScript(listeners.qmp(), listeners.console(), site.directory()));
    }
}
