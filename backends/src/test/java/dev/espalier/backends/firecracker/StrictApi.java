package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.StrictServer;
import dev.espalier.backends.microvm.StrictVsock;

/** What Firecracker answers to what it is told, by what it has been told before. */
final class StrictApi {
    private enum State {
        NOT_STARTED("Not started"),
        RUNNING("Running"),
        PAUSED("Paused");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWERING_MILLIS = 100;
    private static final String NO_FILE = "No such file or directory (os error 2)";

    /** Whoever is in a jail sees nothing of what is outside: the stand-in of the jailer leaves that to this. */
    private static final boolean JAILED = System.getenv("STRICT_JAIL") != null;

    private final FirecrackerVersion version;
    private final boolean hasKvm;
    private final Map<String, String> interfaces = new LinkedHashMap<>();
    private final List<String> disks = new ArrayList<>();
    private final List<Path> memoryFiles = new ArrayList<>();
    private String pages = "None";
    private String socket = "";
    private State state = State.NOT_STARTED;
    private String kernel = "";
    private String parameters = "";
    private StrictVsock vsock = StrictVsock.none();
    private final Set<StrictEndpoint> told = EnumSet.noneOf(StrictEndpoint.class);

    StrictApi(FirecrackerVersion version, boolean hasKvm) {
        this.version = version;
        this.hasKvm = hasKvm;
    }

    /** The whole HTTP answer. */
    synchronized String answer(String method, String path, String body) {
        try {
            if (method.equals("GET") && path.equals("/version")) {
                return "HTTP/1.1 200 OK\r\n" + content("{\"firecracker_version\":\"" + version + ".0\"}");
            }
            if (method.equals("GET") && path.equals("/")) {
                return "HTTP/1.1 200 OK\r\n" + content(JSON.createObjectNode()
                        .put("app_name", "Firecracker")
                        .put("id", "anonymous")
                        .put("state", state.word)
                        .put("vmm_version", version + ".0")
                        .toString());
            }
            obey(method, path, body);
            return "HTTP/1.1 204 No Content\r\nServer: Firecracker API\r\nConnection: keep-alive\r\n\r\n";
        } catch (StrictFault fault) {
            return "HTTP/1.1 400 Bad Request\r\n"
                    + content(JSON.createObjectNode().put("fault_message", fault.getMessage()).toString());
        }
    }

    private static String content(String json) {
        return "Server: Firecracker API\r\nConnection: keep-alive\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json;
    }

    private void obey(String method, String path, String body) throws StrictFault {
        var endpoint = StrictEndpoint.of(method, path, version);
        var json = endpoint.parse(path, body, version);
        switch (endpoint) {
            case VM -> become(json.path("state").asText());
            case CREATE -> keep(json);
            case LOAD -> load(json);
            case ACTION -> act(json.path("action_type").asText());
            case METADATA -> System.out.println("Metadata: " + json);
            default -> {
                if (state != State.NOT_STARTED) {
                    throw new StrictFault("The requested operation is not supported after starting the microVM.");
                }
                configure(endpoint, json);
                told.add(endpoint);
            }
        }
    }

    private void configure(StrictEndpoint endpoint, JsonNode json) throws StrictFault {
        switch (endpoint) {
            case MACHINE -> configureMachine(json);
            case BOOT_SOURCE -> {
                if (!Files.exists(seen(json.path("kernel_image_path")))) {
                    throw new StrictFault("Boot source error: The kernel file cannot be opened: " + NO_FILE);
                }
                if (json.has("initrd_path") && !Files.exists(seen(json.path("initrd_path")))) {
                    throw new StrictFault("Boot source error: The initrd file cannot be opened due to invalid path or"
                            + " invalid permissions. " + NO_FILE);
                }
                kernel = json.path("kernel_image_path").asText();
                parameters = json.path("boot_args").asText();
            }
            case DRIVE -> {
                disks.add(json.path("path_on_host").asText());
                requireFile(json);
            }
            case PMEM -> memoryFiles.add(seen(json.path("path_on_host")));
            case INTERFACE ->
                interfaces.put(json.path("iface_id").asText(), json.path("host_dev_name").asText());
            case METADATA_SERVICE -> {
                requireOneOf(json.path("version").asText("V1"), "V1", "V2");
                for (var name : json.path("network_interfaces")) {
                    if (!interfaces.containsKey(name.asText())) {
                        throw new StrictFault(
                                "MMMDS config error: The list of network interface IDs provided contains at"
                                        + " least one ID that does not correspond to any existing network interface.");
                    }
                }
            }
            case VSOCK -> listen(json.path("uds_path").asText(), "Vsock config error: ");
            default -> {
            }
        }
    }

    private static void requireFile(JsonNode disk) throws StrictFault {
        var file = disk.path("path_on_host").asText();
        if (!Files.isWritable(seen(disk.path("path_on_host")))) {
            throw new StrictFault("Drive config error: Unable to create the virtio block device: Virtio backend error:"
                    + " Error manipulating the backing file: " + NO_FILE + " " + file);
        }
    }

    private void requireMemoryFiles() throws StrictFault {
        var prefix = "Start microvm error: Cannot create pmem device: ";
        for (var file : memoryFiles) {
            if (!Files.isReadable(file)) {
                throw new StrictFault(prefix + "Error accessing backing file: " + NO_FILE);
            }
            if (file.toFile().length() == 0) {
                throw new StrictFault(prefix + "Error backing file size is 0");
            }
        }
    }

    private static Path seen(JsonNode file) {
        var path = Path.of(file.asText());
        return JAILED && path.isAbsolute() ? Path.of("nothing-of-the-host" + path) : path;
    }

    private void listen(String path, String prefix) throws StrictFault {
        try {
            vsock = StrictVsock.listening(Path.of(path).toAbsolutePath());
            socket = path;
        } catch (IOException e) {
            throw new StrictFault(prefix + "Cannot create backend for vsock device: Error binding to the"
                    + " host-side Unix socket: Address already in use (os error 98)");
        }
    }

    private void configureMachine(JsonNode json) throws StrictFault {
        var processors = json.path("vcpu_count").asInt();
        var threads = json.path("smt").asBoolean();
        if (processors < 1 || processors > 32 || (threads && processors > 1 && processors % 2 == 1)) {
            throw new StrictFault(
                    "Machine config error: The number of vCPUs must be greater than 0, less than 32 and must be"
                            + " 1 or an even number if SMT is enabled.");
        }
        pages = json.path("huge_pages").asText("None");
        var allowed = version.has(Feature.TRANSPARENT_HUGE_PAGES)
                ? Set.of("None", "2M", "Transparent")
                : Set.of("None", "2M");
        if (!allowed.contains(pages)) {
            throw new StrictFault(
                    "An error occurred when deserializing the json body of a request: unknown variant `" + pages
                            + "`, expected one of " + allowed + " at line 1 column 1.");
        }
    }

    private void act(String action) throws StrictFault {
        if (!action.equals("InstanceStart")) {
            throw new StrictFault("The requested operation is not supported before starting the microVM.");
        }
        if (state != State.NOT_STARTED) {
            throw new StrictFault("The requested operation is not supported after starting the microVM.");
        }
        if (kernel.isEmpty()) {
            throw new StrictFault("Start microvm error: Cannot start microvm without kernel configuration.");
        }
        if (!hasKvm) {
            throw new StrictFault("Start microvm error: Kvm error: Error creating KVM object: " + NO_FILE
                    + " Make sure the user launching the firecracker process is configured on the /dev/kvm file's ACL.");
        }
        try {
            var format = KernelFormat.of(Path.of(kernel));
            if (format == KernelFormat.UNKNOWN
                    || (format == KernelFormat.BZIMAGE && !version.has(Feature.BZIMAGE))) {
                throw new StrictFault(
                        "Start microvm error: Cannot load kernel due to invalid memory configuration or invalid"
                                + " kernel image: Kernel Loader: failed to load ELF kernel image");
            }
        } catch (IOException e) {
            throw new StrictFault("Start microvm error: " + e);
        }
        requireMemoryFiles();
        state = State.RUNNING;
        System.out.println("Linux version of the strict peer");
        System.out.println("Command line: " + parameters);
        System.out.println("Interfaces: " + String.join(" ", interfaces.values()));
        System.out.flush();
        vsock.guestStarts(programs());
    }

    private static Map<String, Runnable> programs() {
        return Map.of("reboot", () -> {
            System.out.println("reboot: Restarting system");
            StrictServer.end(0, "");
        });
    }

    private void become(String wanted) throws StrictFault {
        if (state == State.NOT_STARTED) {
            throw new StrictFault("The requested operation is not supported before starting the microVM.");
        }
        state = switch (wanted) {
            case "Paused" -> State.PAUSED;
            case "Resumed" -> State.RUNNING;
            default ->
                throw new StrictFault(
                        "An error occurred when deserializing the json body of a request: unknown variant `"
                                + wanted + "`, expected `Paused` or `Resumed` at line 1 column 1.");
        };
        if (state == State.PAUSED) {
            vsock.pause();
        } else {
            vsock.resume();
        }
    }

    private void keep(JsonNode json) throws StrictFault {
        if (state == State.NOT_STARTED) {
            throw new StrictFault("The requested operation is not supported before starting the microVM.");
        }
        requireOneOf(json.path("snapshot_type").asText("Full"), "Full", "Diff");
        if (state == State.RUNNING) {
            throw new StrictFault("Create snapshot error: Cannot save the microVM state: Operation not allowed:"
                    + " save/restore unavailable while running");
        }
        vsock.reset();
        new StrictSnapshot(version.toString(), pages, disks, interfaces, socket).write(
                seen(json.path("snapshot_path")), seen(json.path("mem_file_path")));
    }

    private static void requireOneOf(String value, String... allowed) throws StrictFault {
        if (!List.of(allowed).contains(value)) {
            throw new StrictFault("An error occurred when deserializing the json body of a request: unknown variant `"
                    + value + "`, expected `" + String.join("` or `", allowed) + "` at line 1 column 1.");
        }
    }

    private void load(JsonNode json) throws StrictFault {
        if (state != State.NOT_STARTED) {
            throw new StrictFault("The requested operation is not supported after starting the microVM.");
        }
        if (json.has("mem_backend") == json.has("mem_file_path")) {
            throw new StrictFault(json.has("mem_backend")
                    ? "too many fields: either `mem_backend` or `mem_file_path` exclusively is required"
                    : "missing field: either `mem_backend` or `mem_file_path` is required");
        }
        if (json.has("mem_backend")) {
            requireOneOf(json.path("mem_backend").path("backend_type").asText(), "File", "Uffd");
        }
        if (!told.isEmpty()) {
            throw new StrictFault("Load snapshot error: Loading a microVM snapshot not allowed after configuring"
                    + " boot-specific resources.");
        }
        try {
            var memory = json.has("mem_backend")
                    ? json.path("mem_backend").path("backend_path")
                    : json.path("mem_file_path");
            restore(StrictSnapshot.read(seen(json.path("snapshot_path")), version), seen(memory),
                    json.path("network_overrides"));
        } catch (StrictFault fault) {
            endSoon();
            throw fault;
        }
        if (json.path("resume_vm").asBoolean()) {
            become("Resumed");
        }
    }

    private void restore(StrictSnapshot snapshot, Path memory, JsonNode overrides) throws StrictFault {
        var prefix = "Load snapshot error: Failed to restore from snapshot: ";
        interfaces.putAll(snapshot.interfaces());
        for (var override : overrides) {
            if (interfaces.put(override.path("iface_id").asText(), override.path("host_dev_name").asText()) == null) {
                throw new StrictFault(prefix + "Failed to get snapshot state from file: Unknown Network Device.");
            }
        }
        snapshot.readMemory(memory);
        for (var disk : snapshot.disks()) {
            if (!Files.isWritable(Path.of(disk))) {
                throw new StrictFault(prefix + "Failed to build microVM from snapshot: Failed to restore devices: Error"
                        + " manipulating the backing file: " + NO_FILE + " " + disk);
            }
        }
        disks.addAll(snapshot.disks());
        pages = snapshot.pages();
        listen(snapshot.vsock(), prefix + "Failed to build microVM from snapshot: Failed to restore devices: ");
        System.out.println("Going on with: " + String.join(" ", interfaces.values()));
        System.out.flush();
        state = State.PAUSED;
        vsock.guestGoesOn(programs());
        vsock.pause();
    }

    /** It may be in no state to be told anything more, and ends when it has answered. */
    private static void endSoon() {
        CompletableFuture.delayedExecutor(ANSWERING_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> StrictServer.end(1, "RunWithApiError: the snapshot was not loaded"));
    }
}
