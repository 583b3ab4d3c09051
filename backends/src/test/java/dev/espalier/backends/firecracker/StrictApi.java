package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.StrictServer;
import dev.espalier.backends.microvm.StrictVsock;

/** What Firecracker answers to what it is told, by what it has been told before. */
final class StrictApi {
    /** A refusal in Firecracker's words. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        private Fault(String text) {
            super(text);
        }
    }

    private enum State {
        NOT_STARTED, RUNNING, PAUSED
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_FILE = "No such file or directory (os error 2)";
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "/machine-config", Set.of("vcpu_count", "mem_size_mib"),
            "/boot-source", Set.of("kernel_image_path"),
            "/drives", Set.of("drive_id", "is_root_device"),
            "/network-interfaces", Set.of("iface_id", "host_dev_name"),
            "/vsock", Set.of("guest_cid", "uds_path"),
            "/balloon", Set.of("amount_mib", "deflate_on_oom"),
            "/actions", Set.of("action_type"),
            "/vm", Set.of("state"),
            "/snapshot/create", Set.of("snapshot_path", "mem_file_path"),
            "/snapshot/load", Set.of("snapshot_path"));
    private static final Map<String, Set<String>> OPTIONAL = Map.of(
            "/machine-config", Set.of("smt", "track_dirty_pages", "cpu_template"),
            "/boot-source", Set.of("initrd_path", "boot_args"),
            "/drives",
            Set.of("path_on_host", "is_read_only", "partuuid", "cache_type", "io_engine", "rate_limiter", "socket"),
            "/network-interfaces", Set.of("guest_mac", "rx_rate_limiter", "tx_rate_limiter"),
            "/vsock", Set.of("vsock_id"),
            "/balloon", Set.of("stats_polling_interval_s"),
            "/entropy", Set.of("rate_limiter"),
            "/snapshot/create", Set.of("snapshot_type"),
            "/snapshot/load", Set.of("mem_backend", "mem_file_path", "resume_vm"));

    private final FirecrackerVersion version;
    private final boolean hasKvm;
    private final List<String> interfaces = new ArrayList<>();
    private State state = State.NOT_STARTED;
    private String kernel = "";
    private String parameters = "";
    private StrictVsock vsock = StrictVsock.none();
    private final Set<String> told = new HashSet<>();

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
            obey(method, path, body);
            return "HTTP/1.1 204 No Content\r\nServer: Firecracker API\r\nConnection: keep-alive\r\n\r\n";
        } catch (Fault fault) {
            return "HTTP/1.1 400 Bad Request\r\n"
                    + content(JSON.createObjectNode().put("fault_message", fault.getMessage()).toString());
        }
    }

    private static String content(String json) {
        return "Server: Firecracker API\r\nConnection: keep-alive\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json;
    }

    private void obey(String method, String path, String body) throws Fault {
        var kind = kind(path);
        var isKnown = method.equals(kind.equals("/vm") ? "PATCH" : "PUT")
                && (REQUIRED.containsKey(kind) || OPTIONAL.containsKey(kind))
                && (!kind.equals("/entropy") || version.has(Feature.ENTROPY));
        if (!isKnown) {
            throw new Fault("Invalid request method and/or path: " + method + " " + path.substring(1) + ".");
        }
        var json = parse(kind, body);
        if (kind.equals("/drives") || kind.equals("/network-interfaces")) {
            requireId(path, json.path(kind.equals("/drives") ? "drive_id" : "iface_id").asText());
        }
        switch (kind) {
            case "/vm" -> become(json.path("state").asText());
            case "/snapshot/create" -> keep();
            case "/snapshot/load" -> load(json);
            case "/actions" -> act(json.path("action_type").asText());
            default -> {
                if (state != State.NOT_STARTED) {
                    throw new Fault("The requested operation is not supported after starting the microVM.");
                }
                configure(kind, json);
                told.add(kind);
            }
        }
    }

    private static String kind(String path) {
        for (var kind : List.of("/drives", "/network-interfaces")) {
            if (path.startsWith(kind + "/")) {
                return kind;
            }
        }
        return path;
    }

    private static void requireId(String path, String id) throws Fault {
        if (!id.matches("[A-Za-z0-9_]+") || !path.endsWith("/" + id)) {
            throw new Fault("The id from the path [" + path + "] does not match the id from the body [" + id + "]!");
        }
    }

    private JsonNode parse(String kind, String body) throws Fault {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Fault(
                    "An error occurred when deserializing the json body of a request: " + e.getOriginalMessage());
        }
        var allowed = new HashSet<>(REQUIRED.getOrDefault(kind, Set.of()));
        allowed.addAll(OPTIONAL.getOrDefault(kind, Set.of()));
        if (kind.equals("/machine-config") && version.has(Feature.HUGE_PAGES)) {
            allowed.add("huge_pages");
        }
        for (var field : json.properties()) {
            if (!allowed.contains(field.getKey())) {
                throw new Fault("An error occurred when deserializing the json body of a request: unknown field `"
                        + field.getKey() + "`, expected one of " + allowed + " at line 1 column 1.");
            }
        }
        for (var field : REQUIRED.getOrDefault(kind, Set.of())) {
            if (!json.has(field)) {
                throw new Fault(
                        "An error occurred when deserializing the json body of a request: missing field `" + field
                                + "` at line 1 column 1.");
            }
        }
        return json;
    }

    private void configure(String kind, JsonNode json) throws Fault {
        switch (kind) {
            case "/machine-config" -> configureMachine(json);
            case "/boot-source" -> {
                if (!Files.exists(Path.of(json.path("kernel_image_path").asText()))) {
                    throw new Fault("Boot source error: The kernel file cannot be opened: " + NO_FILE);
                }
                if (json.has("initrd_path") && !Files.exists(Path.of(json.path("initrd_path").asText()))) {
                    throw new Fault("Boot source error: The initrd file cannot be opened due to invalid path or"
                            + " invalid permissions. " + NO_FILE);
                }
                kernel = json.path("kernel_image_path").asText();
                parameters = json.path("boot_args").asText();
            }
            case "/drives" -> {
                if (!Files.isWritable(Path.of(json.path("path_on_host").asText()))) {
                    throw new Fault(
                            "Drive config error: Unable to create the virtio block device: Virtio backend error:"
                                    + " Error manipulating the backing file: " + NO_FILE + " "
                                    + json.path("path_on_host").asText());
                }
            }
            case "/network-interfaces" -> interfaces.add(json.path("host_dev_name").asText());
            case "/vsock" -> {
                try {
                    vsock = StrictVsock.listening(Path.of(json.path("uds_path").asText()));
                } catch (IOException e) {
                    throw new Fault("Vsock config error: Cannot create backend for vsock device: Error binding to the"
                            + " host-side Unix socket: Address already in use (os error 98)");
                }
            }
            default -> {
            }
        }
    }

    private void configureMachine(JsonNode json) throws Fault {
        var processors = json.path("vcpu_count").asInt();
        if (processors < 1 || processors > 32 || (processors > 1 && processors % 2 == 1)) {
            throw new Fault("Machine config error: The number of vCPUs must be greater than 0, less than 32 and must be"
                    + " 1 or even number if SMT is enabled.");
        }
        var pages = json.path("huge_pages").asText("None");
        var allowed = version.has(Feature.TRANSPARENT_HUGE_PAGES)
                ? Set.of("None", "2M", "Transparent")
                : Set.of("None", "2M");
        if (!allowed.contains(pages)) {
            throw new Fault("An error occurred when deserializing the json body of a request: unknown variant `" + pages
                    + "`, expected one of " + allowed + " at line 1 column 1.");
        }
    }

    private void act(String action) throws Fault {
        if (!action.equals("InstanceStart")) {
            throw new Fault("The requested operation is not supported before starting the microVM.");
        }
        if (state != State.NOT_STARTED) {
            throw new Fault("The requested operation is not supported after starting the microVM.");
        }
        if (kernel.isEmpty()) {
            throw new Fault("Start microvm error: Cannot start microvm without kernel configuration.");
        }
        if (!hasKvm) {
            throw new Fault("Start microvm error: Kvm error: Error creating KVM object: " + NO_FILE
                    + " Make sure the user launching the firecracker process is configured on the /dev/kvm file's ACL.");
        }
        try {
            var format = KernelFormat.of(Path.of(kernel));
            if (format == KernelFormat.UNKNOWN
                    || (format == KernelFormat.BZIMAGE && !version.has(Feature.BZIMAGE))) {
                throw new Fault("Start microvm error: Cannot load kernel due to invalid memory configuration or invalid"
                        + " kernel image: Kernel Loader: failed to load ELF kernel image");
            }
        } catch (IOException e) {
            throw new Fault("Start microvm error: " + e);
        }
        state = State.RUNNING;
        System.out.println("Linux version of the strict peer");
        System.out.println("Command line: " + parameters);
        System.out.println("Interfaces: " + String.join(" ", interfaces));
        System.out.flush();
        vsock.guestStarts(Map.of("reboot", () -> {
            System.out.println("reboot: Restarting system");
            StrictServer.end(0, "");
        }));
    }

    private void become(String wanted) throws Fault {
        if (state == State.NOT_STARTED) {
            throw new Fault("The requested operation is not supported before starting the microVM.");
        }
        state = switch (wanted) {
            case "Paused" -> State.PAUSED;
            case "Resumed" -> State.RUNNING;
            default ->
                throw new Fault("An error occurred when deserializing the json body of a request: unknown variant `"
                        + wanted + "`, expected `Paused` or `Resumed` at line 1 column 1.");
        };
        if (state == State.PAUSED) {
            vsock.pause();
        } else {
            vsock.resume();
        }
    }

    private void keep() throws Fault {
        if (state == State.NOT_STARTED) {
            throw new Fault("The requested operation is not supported before starting the microVM.");
        }
        throw new Fault("Create snapshot error: Cannot save the microVM state: Operation not allowed: save/restore"
                + " unavailable while running");
    }

    private void load(JsonNode json) throws Fault {
        if (state != State.NOT_STARTED) {
            throw new Fault("The requested operation is not supported after starting the microVM.");
        }
        if (!told.isEmpty()) {
            throw new Fault("Load snapshot error: Loading a microVM snapshot not allowed after configuring"
                    + " boot-specific resources.");
        }
        throw new Fault("Load snapshot error: Failed to restore from snapshot: Failed to get snapshot state from file:"
                + " Failed to load snapshot state from file: IO Error: File too short to contain CRC: "
                + json.path("snapshot_path").asText());
    }
}
