package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageTraits;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorTraits;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;

/**
 * What a machine of Firecracker's has to have in common with one whose snapshot it goes on from: Firecracker promises that only
 * for the same program, and for the same processor and kernel of the host.
 *
 * @param program what the Firecracker that runs it says of itself
 */
record FirecrackerTraits(MachineSpec machine, GuestImage image, FirecrackerVersion version, String program) {
    private static final Path KERNEL_RELEASE = Path.of("/proc/sys/kernel/osrelease");
    private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+");
    private static final int DIGITS = 16;

    Map<String, String> all() throws IOException {
        var traits = new LinkedHashMap<String, String>();
        traits.put("Firecracker", program);
        traits.put("host's kernel", release(Files.readString(KERNEL_RELEASE)));
        traits.putAll(new MonitorTraits(machine, image).all());
        traits.put("kernel parameters", new FirecrackerPlan(machine, image, version).kernelParameters());
        traits.put("network interfaces", interfaces());
        traits.put("pmem", ImageTraits.disk(machine.options().get(FirecrackerOptions.PMEM)));
        traits.put("devices", new Fingerprint().with(devices()).hex(DIGITS));
        return traits;
    }

    /** Without what has to do with corrections and distributions. */
    private static String release(String kernel) {
        var found = RELEASE.matcher(kernel);
        return found.lookingAt() ? found.group() : kernel.strip();
    }

    /** Where they cannot be given other TAPs, those of the snapshot have to be there. */
    private String interfaces() {
        return version.has(Feature.OTHER_TAPS)
                ? Integer.toString(machine.nics().size())
                : machine.nics().stream().map(Nic::port).collect(Collectors.joining(" "));
    }

    /** What Firecracker is told, without what two machines of one kind differ in. */
    private String devices() {
        var plan = new FirecrackerPlan(new MonitorTraits(machine, image).kind(), image, version);
        return plan.arguments() + plan.devices()
                .stream()
                .filter(call -> !call.path().equals("/mmds"))
                .map(FirecrackerTraits::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(ApiCall call) {
        return call + " " + call.body();
    }
}
