package dev.espalier.backends.firecracker;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;

/**
 * How a machine comes to be: the arguments that a Firecracker is started with, and what it is told then, in order. It is told
 * nothing that a Firecracker of that version does not know.
 */
record FirecrackerPlan(MachineSpec machine, GuestImage image, FirecrackerVersion version, MachineFiles files) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Each machine is the only one behind its socket, so all may have the same. */
    private static final int CID = 3;
    private static final long MIB = 1024 * 1024;
    private static final int REFILL_MILLIS = 1000;
    private static final int LONGEST_ID = 64;

    /** Without the program itself. */
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--api-sock", files.api().toString(), "--id", id(machine.name()),
                "--log-path", files.log().toString(), "--level", "Warning"));
        if (wantsPci()) {
            arguments.add("--enable-pci");
        }
        return arguments;
    }

    /** Only letters, digits and hyphens are allowed there. */
    private static String id(String name) {
        var id = name.replaceAll("[^A-Za-z0-9]", "-");
        return id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) : id;
    }

    private boolean wantsPci() {
        return machine.options().get(FirecrackerOptions.PCI).orElse(false);
    }

    List<ApiCall> calls() {
        var calls = new ArrayList<>(List.of(machineConfiguration(), bootSource()));
        if (image.rootDisk().isPresent()) {
            calls.add(disk());
        }
        for (int index = 0; index < machine.nics().size(); index++) {
            calls.add(networkInterface("eth" + index, machine.nics().get(index)));
        }
        if (version.has(Feature.ENTROPY)) {
            calls.add(ApiCall.put("/entropy", object()));
        }
        machine.options()
                .get(FirecrackerOptions.BALLOON_MIB)
                .ifPresent(mib -> calls.add(ApiCall.put("/balloon",
                        object().put("amount_mib", mib).put("deflate_on_oom", true))));
        calls.add(ApiCall.put("/vsock", object().put("guest_cid", CID).put("uds_path", files.vsock().toString())));
        calls.add(ApiCall.put("/actions", object().put("action_type", "InstanceStart")));
        return calls;
    }

    private ApiCall machineConfiguration() {
        var body = object().put("vcpu_count", machine.cpus()).put("mem_size_mib", machine.memoryMib());
        switch (machine.options().get(FirecrackerOptions.HUGE_PAGES).orElse("none")) {
            case "transparent" -> body.put("huge_pages", "Transparent");
            case "2m" -> body.put("huge_pages", "2M");
            default -> {
            }
        }
        return ApiCall.put("/machine-config", body);
    }

    private ApiCall bootSource() {
        return ApiCall.put("/boot-source", object().put("kernel_image_path", image.kernel().toString())
                .put("initrd_path", files.initrd().toString())
                .put("boot_args", kernelParameters()));
    }

    /**
     * A guest that resets itself ends Firecracker; that is also how it is switched off, as there is no power switch. The
     * keyboard controller is there for that alone.
     */
    String kernelParameters() {
        var parameters = new ArrayList<>(List.of("console=ttyS0", "reboot=k", "panic=-1", "i8042.noaux", "i8042.nomux",
                "i8042.dumbkbd"));
        parameters.addAll(image.kernelParameters());
        machine.options().get(FirecrackerOptions.KERNEL_PARAMETERS).ifPresent(parameters::addAll);
        return String.join(" ", parameters);
    }

    private ApiCall disk() {
        var body = object().put("drive_id", "disk0")
                .put("path_on_host", files.disk().toString())
                .put("is_root_device", false)
                .put("is_read_only", false);
        machine.options()
                .get(FirecrackerOptions.IO_ENGINE)
                .ifPresent(engine -> body.put("io_engine", engine.equals("async") ? "Async" : "Sync"));
        machine.options()
                .get(FirecrackerOptions.DISK_RATE)
                .ifPresent(rate -> body.set("rate_limiter", bandwidth(rate)));
        return ApiCall.put("/drives/disk0", body);
    }

    private ApiCall networkInterface(String id, Nic nic) {
        var body = object().put("iface_id", id).put("host_dev_name", nic.port()).put("guest_mac", nic.mac().toString());
        machine.options().get(FirecrackerOptions.NETWORK_RATE).ifPresent(rate -> {
            body.set("rx_rate_limiter", bandwidth(rate));
            body.set("tx_rate_limiter", bandwidth(rate));
        });
        return ApiCall.put("/network-interfaces/" + id, body);
    }

    private static ObjectNode bandwidth(int mibPerSecond) {
        return object().set("bandwidth",
                object().put("size", mibPerSecond * MIB).put("refill_time", REFILL_MILLIS));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
