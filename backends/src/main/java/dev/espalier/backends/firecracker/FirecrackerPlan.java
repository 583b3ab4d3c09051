package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;

/**
 * How a machine comes to be: the arguments that a Firecracker is started with, and what it is told then, in order. It is told
 * nothing that a Firecracker of that version does not know. The machine's own files have no directory there, for Firecracker
 * keeps their names in its snapshots, and looks for them in the directory that it runs in.
 */
record FirecrackerPlan(MachineSpec machine, GuestImage image, FirecrackerVersion version, Quarters quarters) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Where Firecracker counts what it does; it has to be there. */
    static final String METRICS = "metrics.json";

    private static final String KERNEL = "kernel";
    private static final String PMEM = "pmem.img";
    private static final String STATE = "state";
    private static final String MEMORY = "memory";
    private static final MachineFiles FILES = new MachineFiles(Path.of(""));

    /** Each machine is the only one behind its socket, so all may have the same. */
    private static final int CID = 3;
    private static final long MIB = 1024 * 1024;
    private static final int REFILL_MILLIS = 1000;
    private static final int LONGEST_ID = 64;

    /** Of one that sees all of its host. */
    FirecrackerPlan(MachineSpec machine, GuestImage image, FirecrackerVersion version) {
        this(machine, image, version, new Quarters.Open(Path.of("firecracker"), Path.of("")));
    }

    /** Without the program itself, and its {@link #id}. */
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--api-sock", FILES.api().toString(), "--log-path",
                FILES.log().toString(), "--level", "Warning"));
        if (version.has(Feature.METRICS_FILE)) {
            arguments.addAll(List.of("--metrics-path", METRICS));
        }
        if (wantsPci()) {
            arguments.add("--enable-pci");
        }
        return arguments;
    }

    /** Only letters, digits and hyphens are allowed there. */
    String id() {
        var id = machine.name().replaceAll("[^A-Za-z0-9]", "-");
        return id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) : id;
    }

    private boolean wantsPci() {
        return machine.options().get(FirecrackerOptions.PCI).orElse(false);
    }

    /** What makes a machine of it that is switched on. */
    List<ApiCall> boot() {
        var calls = new ArrayList<>(List.of(bootSource()));
        calls.addAll(devices());
        calls.add(ApiCall.put("/actions", object().put("action_type", "InstanceStart")));
        return calls;
    }

    /** What the machine has, whatever runs on it. */
    List<ApiCall> devices() {
        var calls = new ArrayList<>(List.of(machineConfiguration()));
        if (image.rootDisk().isPresent()) {
            calls.add(disk());
        }
        eachInterface((id, nic) -> calls.add(networkInterface(id, nic)));
        if (version.has(Feature.ENTROPY)) {
            calls.add(ApiCall.put("/entropy", object()));
        }
        machine.options()
                .get(FirecrackerOptions.BALLOON_MIB)
                .ifPresent(mib -> calls.add(ApiCall.put("/balloon",
                        object().put("amount_mib", mib).put("deflate_on_oom", true))));
        machine.options().get(FirecrackerOptions.PMEM).ifPresent(file -> calls.add(pmem(file)));
        metadata().ifPresent(metadata -> {
            calls.add(metadataConfiguration());
            calls.add(metadata);
        });
        calls.add(ApiCall.put("/vsock", object().put("guest_cid", CID).put("uds_path", FILES.vsock().toString())));
        return calls;
    }

    /** Firecracker maps a snapshot's memory, and has no huge pages for that. */
    static boolean canBeRestored(MachineSpec machine) {
        return !hugePages(machine).equals("2m");
    }

    private static String hugePages(MachineSpec machine) {
        return machine.options().get(FirecrackerOptions.HUGE_PAGES).orElse("none");
    }

    /** What makes a machine of it that goes on from a snapshot, with the network interfaces that it has now. */
    List<ApiCall> restoration(KeptFiles kept) {
        var memory = quarters.called(kept.memory(), MEMORY).toString();
        var body = object().put("snapshot_path", quarters.called(kept.state(), STATE).toString())
                .put("resume_vm", true);
        if (version.has(Feature.MEMORY_BACKEND)) {
            body.set("mem_backend",
                    object().put("backend_type", "File").put("backend_path", memory));
        } else {
            body.put("mem_file_path", memory);
        }
        if (version.has(Feature.OTHER_TAPS) && !machine.nics().isEmpty()) {
            var taps = body.putArray("network_overrides");
            eachInterface((id, nic) -> taps.add(object().put("iface_id", id).put("host_dev_name", nic.port())));
        }
        var calls = new ArrayList<>(
                List.of(ApiCall.put("/snapshot/load", body).within(FirecrackerSnapshots.PATIENCE)));
        metadata().ifPresent(calls::add);
        return calls;
    }

    /** What Firecracker is told of that is not the machine's own, at its first start. */
    Map<String, Path> borrowed() {
        var files = new HashMap<>(Map.of(KERNEL, image.kernel()));
        machine.options().get(FirecrackerOptions.PMEM).ifPresent(file -> files.put(PMEM, file));
        return files;
    }

    /** As {@link #borrowed()}, where it goes on from a snapshot. */
    Map<String, Path> borrowed(KeptFiles kept) {
        var files = new HashMap<>(borrowed());
        files.remove(KERNEL);
        files.put(STATE, kept.state());
        files.put(MEMORY, kept.memory());
        return files;
    }

    private void eachInterface(BiConsumer<String, Nic> action) {
        for (int index = 0; index < machine.nics().size(); index++) {
            action.accept("eth" + index, machine.nics().get(index));
        }
    }

    private ApiCall machineConfiguration() {
        var body = object().put("vcpu_count", machine.cpus()).put("mem_size_mib", machine.memoryMib());
        switch (hugePages(machine)) {
            case "transparent" -> body.put("huge_pages", "Transparent");
            case "2m" -> body.put("huge_pages", "2M");
            default -> {
            }
        }
        return ApiCall.put("/machine-config", body);
    }

    private ApiCall bootSource() {
        return ApiCall.put("/boot-source",
                object().put("kernel_image_path", quarters.called(image.kernel(), KERNEL).toString())
                        .put("initrd_path", FILES.initrd().toString())
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
                .put("path_on_host", FILES.disk().toString())
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

    private ApiCall pmem(Path file) {
        return ApiCall.put("/pmem/pmem0", object().put("id", "pmem0")
                .put("path_on_host", quarters.called(file, PMEM).toString())
                .put("root_device", false)
                .put("read_only", true));
    }

    private ApiCall metadataConfiguration() {
        var body = object().put("version", "V2");
        var interfaces = body.putArray("network_interfaces");
        eachInterface((id, nic) -> interfaces.add(id));
        return ApiCall.put("/mmds/config", body);
    }

    /** No snapshot holds it. */
    private Optional<ApiCall> metadata() {
        return machine.options().get(FirecrackerOptions.METADATA).map(file -> {
            try {
                return ApiCall.put("/mmds", Metadata.in(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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
