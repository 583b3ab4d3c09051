package dev.espalier.backends.cloudhypervisor;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The requests of Cloud Hypervisor's API, as far as machines of this backend are concerned. */
final class Shapes {
    private static final Shape TEXT = new Shape.Text();
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape WHOLE = new Shape.Whole(0);
    private static final Shape MODE = new Shape.Word(Set.of("Off", "Pty", "Tty", "File", "Socket", "Null"));
    private static final Shape BUCKET = new Shape.Fields(
            Map.of("size", WHOLE, "one_time_burst", WHOLE, "refill_time", WHOLE), Set.of("size", "refill_time"));
    private static final Shape LIMITER = new Shape.Fields(Map.of("bandwidth", BUCKET, "ops", BUCKET), Set.of());
    private static final Shape CONSOLE = new Shape.Fields(Map.of("mode", MODE, "file", TEXT, "socket", TEXT),
            Set.of("mode"));

    static final Shape RESIZE = new Shape.Fields(
            Map.of("desired_vcpus", new Shape.Whole(1), "desired_ram", WHOLE, "desired_balloon", WHOLE), Set.of());

    static final Shape SNAPSHOT = new Shape.Fields(Map.of("destination_url", TEXT), Set.of("destination_url"));

    private Shapes() {}

    /** What a machine goes on from, as one version knows it. */
    static Shape restoration(CloudHypervisorVersion version) {
        var all = new HashMap<String, Shape>(Map.of("source_url", TEXT, "prefault", FLAG));
        if (version.has(Feature.SNAPSHOTS)) {
            all.put("memory_restore_mode", new Shape.Word(Set.of("Copy", "OnDemand")));
            all.put("resume", FLAG);
        }
        return new Shape.Fields(all, Set.of("source_url"));
    }

    /** What a machine is to be, as one version knows it. */
    static Shape machine(CloudHypervisorVersion version) {
        var all = new HashMap<String, Shape>(Map.of(
                "cpus", new Shape.Fields(Map.of("boot_vcpus", new Shape.Whole(1), "max_vcpus", new Shape.Whole(1)),
                        Set.of("boot_vcpus", "max_vcpus")),
                "memory",
                new Shape.Fields(Map.of("size", WHOLE, "hotplug_size", WHOLE, "hotplug_method", TEXT, "shared", FLAG,
                        "hugepages", FLAG, "hugepage_size", WHOLE, "prefault", FLAG, "thp", FLAG), Set.of("size")),
                "payload",
                new Shape.Fields(Map.of("kernel", TEXT, "firmware", TEXT, "initramfs", TEXT, "cmdline", TEXT),
                        Set.of()),
                "disks", new Shape.Many(disk(version)),
                "net",
                new Shape.Many(new Shape.Fields(Map.of("id", TEXT, "tap", TEXT, "mac", TEXT, "ip", TEXT, "mask", TEXT,
                        "mtu", WHOLE, "num_queues", new Shape.Whole(2), "rate_limiter_config", LIMITER, "host_mac",
                        TEXT), Set.of())),
                "rng", new Shape.Fields(Map.of("src", TEXT), Set.of("src")),
                "balloon",
                new Shape.Fields(Map.of("size", WHOLE, "deflate_on_oom", FLAG, "free_page_reporting", FLAG),
                        Set.of("size")),
                "serial", CONSOLE,
                "console", CONSOLE,
                "vsock",
                new Shape.Fields(Map.of("cid", new Shape.Whole(3), "socket", TEXT, "id", TEXT),
                        Set.of("cid", "socket"))));
        all.put("watchdog", FLAG);
        if (version.has(Feature.API)) {
            all.put("pvpanic", FLAG);
        }
        if (version.has(Feature.LANDLOCK)) {
            all.put("landlock_enable", FLAG);
        }
        return new Shape.Fields(all, Set.of());
    }

    private static Shape disk(CloudHypervisorVersion version) {
        var all = new HashMap<String, Shape>(Map.of("id", TEXT, "path", TEXT, "readonly", FLAG, "direct", FLAG,
                "num_queues", WHOLE, "queue_size", WHOLE, "serial", TEXT, "rate_limiter_config", LIMITER));
        if (version.has(Feature.IMAGE_TYPE)) {
            all.put("image_type", new Shape.Word(Set.of("Raw", "Qcow2", "FixedVhd", "Vhdx", "Unknown")));
        }
        return new Shape.Fields(all, Set.of());
    }
}
