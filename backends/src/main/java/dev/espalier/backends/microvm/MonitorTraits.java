package dev.espalier.backends.microvm;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageTraits;
import dev.espalier.backends.spi.HostProcessor;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.MacAddress;

/** What a machine of any monitor has to have in common with one whose snapshot it goes on from. */
public record MonitorTraits(MachineSpec machine, GuestImage image) {

    /** Reads the image's files. */
    public Map<String, String> all() throws IOException {
        var traits = new LinkedHashMap<String, String>();
        traits.put("processor", HostProcessor.model());
        traits.put("processors", Integer.toString(machine.cpus()));
        traits.put("memory", machine.memoryMib() + " MiB");
        traits.putAll(ImageTraits.of(image));
        return traits;
    }

    /** The machine without what two of one kind differ in. */
    public MachineSpec kind() {
        var nics = IntStream.range(0, machine.nics().size())
                .mapToObj(nic -> new Nic(1, new MacAddress(1, 1), "bridge", "port" + nic))
                .toList();
        return new MachineSpec("any", machine.cpus(), machine.memoryMib(), machine.image(), machine.seed(), nics,
                machine.options());
    }
}
