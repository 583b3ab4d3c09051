package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorTraits;
import dev.espalier.backends.spi.MachineSpec;

/**
 * What a machine of Cloud Hypervisor's has to have in common with one whose snapshot it goes on from: the same program above
 * all, for what it keeps differs between versions.
 *
 * @param program what the Cloud Hypervisor that runs it says of itself
 */
record CloudHypervisorTraits(MachineSpec machine, GuestImage image, CloudHypervisorVersion version, String program) {
    private static final int DIGITS = 16;

    Map<String, String> all() throws IOException {
        var common = new MonitorTraits(machine, image);
        var kind = new CloudHypervisorPlan(common.kind(), image, version, new MachineFiles(Path.of("")));
        var traits = new LinkedHashMap<String, String>();
        traits.put(CloudHypervisorDialect.INSTANCE.monitor(), program);
        traits.putAll(common.all());
        traits.put("kernel parameters", kind.kernelParameters());
        traits.put("network interfaces", Integer.toString(machine.nics().size()));
        traits.put("devices", new Fingerprint().with(devices(kind)).hex(DIGITS));
        return traits;
    }

    private static String devices(CloudHypervisorPlan kind) {
        var devices = kind.configuration();
        devices.remove("payload");
        return devices.toString();
    }
}
