package dev.espalier.backends.cloudhypervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;

/**
 * How a machine comes to be: the arguments that a Cloud Hypervisor is started with, and what it is told then, in order. It
 * ignores what it does not know, so it is told nothing that a Cloud Hypervisor of that version does not know.
 */
record CloudHypervisorPlan(MachineSpec machine, GuestImage image, CloudHypervisorVersion version, MachineFiles files) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Each machine is the only one behind its socket, so all may have the same. */
    private static final int CID = 3;
    private static final long MIB = 1024 * 1024;
    private static final int REFILL_MILLIS = 1000;
    private static final Map<String, Long> BYTES_OF_PAGES = Map.of("2m", 2 * MIB, "1g", 1024 * MIB);

    /** Without the program itself. */
    List<String> arguments() {
        return List.of("--api-socket", "path=" + files.api(), "--event-monitor", "path=" + files.events(), "--log-file",
                files.log().toString());
    }

    /** What makes a machine of it that is switched on. */
    List<ApiCall> boot() {
        return List.of(ApiCall.put("/api/v1/vm.create", configuration()), ApiCall.put("/api/v1/vm.boot"));
    }

    /** What makes a machine of it that goes on from a snapshot. */
    List<ApiCall> restoration() {
        return List.of(
                ApiCall.put("/api/v1/vm.restore", object().put("source_url", beginning().url()))
                        .within(CloudHypervisorSnapshots.PATIENCE),
                CloudHypervisorProcessors.RESUME);
    }

    /** Where Cloud Hypervisor finds what the machine goes on from. */
    KeptFiles beginning() {
        return new KeptFiles(files.directory().resolve("beginning"));
    }

    /** One that is confined to its machine's files can write no others. */
    boolean canBeRestored() {
        return !isConfined() && version.has(Feature.SNAPSHOTS);
    }

    private Options options() {
        return machine.options();
    }

    /** The console that is told to be off would be on this process's terminal; the serial one has its output. */
    ObjectNode configuration() {
        var all = object();
        all.set("cpus", object().put("boot_vcpus", machine.cpus()).put("max_vcpus", mostCpus()));
        all.set("memory", memory());
        all.set("payload", object().put("kernel", image.kernel().toString())
                .put("initramfs", files.initrd().toString())
                .put("cmdline", kernelParameters()));
        if (image.rootDisk().isPresent()) {
            all.putArray("disks").add(disk());
        }
        if (!machine.nics().isEmpty()) {
            var net = all.putArray("net");
            for (int index = 0; index < machine.nics().size(); index++) {
                net.add(networkInterface("eth" + index, machine.nics().get(index)));
            }
        }
        options().get(CloudHypervisorOptions.BALLOON_MIB)
                .ifPresent(mib -> all.set("balloon", object().put("size", mib * MIB).put("deflate_on_oom", true)));
        all.set("serial", object().put("mode", "Tty"));
        all.set("console", object().put("mode", "Off"));
        all.set("vsock", object().put("cid", CID).put("socket", files.vsock().toString()));
        all.put("pvpanic", true);
        if (isConfined()) {
            all.put("landlock_enable", true);
        }
        return all;
    }

    int mostCpus() {
        return options().get(CloudHypervisorOptions.MAX_CPUS).orElse(machine.cpus());
    }

    int mostMemoryMib() {
        return options().get(CloudHypervisorOptions.MAX_MEMORY_MIB).orElse(machine.memoryMib());
    }

    boolean isConfined() {
        return isConfined(machine);
    }

    static boolean isConfined(MachineSpec machine) {
        return machine.options().get(CloudHypervisorOptions.LANDLOCK).orElse(false);
    }

    private ObjectNode memory() {
        var memory = object().put("size", machine.memoryMib() * MIB);
        var pages = options().get(CloudHypervisorOptions.HUGE_PAGES).map(BYTES_OF_PAGES::get);
        pages.ifPresent(bytes -> memory.put("hugepages", true).put("hugepage_size", bytes));
        var more = mostMemoryMib() - machine.memoryMib();
        return more > 0 ? memory.put("hotplug_size", more * MIB) : memory;
    }

    /** Memory that comes later is used by the guest as soon as it is there, whatever its system does about it. */
    String kernelParameters() {
        var parameters = new ArrayList<>(List.of("console=ttyS0", "panic=-1"));
        if (mostMemoryMib() > machine.memoryMib()) {
            parameters.add("memhp_default_state=online");
        }
        parameters.addAll(image.kernelParameters());
        options().get(CloudHypervisorOptions.KERNEL_PARAMETERS).ifPresent(parameters::addAll);
        return String.join(" ", parameters);
    }

    private ObjectNode disk() {
        var disk = object().put("id", "disk0").put("path", files.disk().toString()).put("readonly", false);
        if (version.has(Feature.IMAGE_TYPE)) {
            disk.put("image_type", "Raw");
        }
        options().get(CloudHypervisorOptions.DISK_RATE)
                .ifPresent(rate -> disk.set("rate_limiter_config", bandwidth(rate)));
        return disk;
    }

    private ObjectNode networkInterface(String id, Nic nic) {
        var net = object().put("id", id).put("tap", nic.port()).put("mac", nic.mac().toString());
        options().get(CloudHypervisorOptions.NETWORK_RATE)
                .ifPresent(rate -> net.set("rate_limiter_config", bandwidth(rate)));
        return net;
    }

    private static ObjectNode bandwidth(int mibPerSecond) {
        return object().set("bandwidth",
                object().put("size", mibPerSecond * MIB).put("refill_time", REFILL_MILLIS));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
