package dev.espalier.backends.firecracker;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Something that Firecracker can be told, with the fields that it takes, all of which it knows or refuses. */
enum StrictEndpoint {
    MACHINE("PUT /machine-config", Feature.API, "vcpu_count mem_size_mib",
            "smt track_dirty_pages cpu_template huge_pages=HUGE_PAGES"), //
    BOOT_SOURCE("PUT /boot-source", Feature.API, "kernel_image_path", "initrd_path boot_args"), //
    DRIVE("PUT /drives/drive_id", Feature.API, "drive_id is_root_device",
            "path_on_host is_read_only partuuid cache_type io_engine rate_limiter socket"), //
    INTERFACE("PUT /network-interfaces/iface_id", Feature.API, "iface_id host_dev_name",
            "guest_mac rx_rate_limiter tx_rate_limiter"), //
    PMEM("PUT /pmem/id", Feature.PMEM, "id path_on_host", "root_device read_only"), //
    VSOCK("PUT /vsock", Feature.API, "guest_cid uds_path", "vsock_id"), //
    BALLOON("PUT /balloon", Feature.API, "amount_mib deflate_on_oom", "stats_polling_interval_s"), //
    ENTROPY("PUT /entropy", Feature.ENTROPY, "", "rate_limiter"), //
    METADATA_SERVICE("PUT /mmds/config", Feature.API, "network_interfaces", "version ipv4_address"), //
    METADATA("PUT /mmds", Feature.API, "", "*"), //
    ACTION("PUT /actions", Feature.API, "action_type", ""), //
    VM("PATCH /vm", Feature.API, "state", ""), //
    CREATE("PUT /snapshot/create", Feature.API, "snapshot_path mem_file_path", "snapshot_type"), //
    LOAD("PUT /snapshot/load", Feature.API, "snapshot_path",
            "mem_file_path resume_vm enable_diff_snapshots mem_backend=MEMORY_BACKEND network_overrides=OTHER_TAPS");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANY = "*";
    private static final String PREFIX = "An error occurred when deserializing the json body of a request: ";

    private final String call;
    private final Feature since;
    private final String required;
    private final String optional;

    /**
     * @param call     method and path; a last part that names a required field stands for its value
     * @param required names, with blanks between
     * @param optional the same; what later versions brought has that behind it
     */
    StrictEndpoint(String call, Feature since, String required, String optional) {
        this.call = call;
        this.since = since;
        this.required = required;
        this.optional = optional;
    }

    static StrictEndpoint of(String method, String path, FirecrackerVersion version) throws StrictFault {
        return Arrays.stream(values())
                .filter(endpoint -> version.has(endpoint.since) && endpoint.isMeant(method + " " + path))
                .findFirst()
                .orElseThrow(() -> new StrictFault(
                        "Invalid request method and/or path: " + method + " " + path.substring(1) + "."));
    }

    private boolean isMeant(String request) {
        return hasId() ? request.startsWith(prefix()) : request.equals(call);
    }

    private boolean hasId() {
        return required().contains(last());
    }

    private String last() {
        return call.substring(call.lastIndexOf('/') + 1);
    }

    private String prefix() {
        return call.substring(0, call.lastIndexOf('/') + 1);
    }

    private Set<String> required() {
        return required.isEmpty() ? Set.of() : Set.of(required.split(" ", -1));
    }

    private Set<String> allowed(FirecrackerVersion version) {
        var allowed = new HashSet<>(required());
        for (var field : optional.split(" ", -1)) {
            var parts = field.split("=", -1);
            if (parts.length == 1 || version.has(Feature.valueOf(parts[1]))) {
                allowed.add(parts[0]);
            }
        }
        return allowed;
    }

    JsonNode parse(String path, String body, FirecrackerVersion version) throws StrictFault {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new StrictFault(PREFIX + e.getOriginalMessage());
        }
        var allowed = allowed(version);
        for (var field : json.properties()) {
            if (!allowed.contains(field.getKey()) && !allowed.contains(ANY)) {
                throw new StrictFault(PREFIX + "unknown field `" + field.getKey() + "`, expected one of " + allowed
                        + " at line 1 column 1.");
            }
        }
        for (var field : required()) {
            if (!json.has(field)) {
                throw new StrictFault(PREFIX + "missing field `" + field + "` at line 1 column 1.");
            }
        }
        if (hasId()) {
            requireId(path, json.path(last()).asText());
        }
        return json;
    }

    private static void requireId(String path, String id) throws StrictFault {
        if (!id.matches("[A-Za-z0-9_]+") || !path.endsWith("/" + id)) {
            throw new StrictFault(
                    "The id from the path [" + path + "] does not match the id from the body [" + id + "]!");
        }
    }
}
