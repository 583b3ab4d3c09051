package dev.espalier.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.source.Spelling;

/** Reads the machine configuration of attest. What is wrong is told by the keys that are written there. */
final class AttestReader {
    private static final String MACHINES = "machines";
    private static final List<String> KEYS = List.of(MACHINES, "vlans", "global_timeout", "test_script");
    private static final List<String> OF_ALL = List.of("backend", "name");
    private static final List<String> OF_MICRO_VMS = List.of("kernel_image_path", "initrd_path", "rootfs_path",
            "kernel_boot_args", "vcpu_count", "mem_size_mib", "vsock_cid", "vsock_port", "tap_interfaces",
            "store_image_path", "snapshot_path");
    private static final Map<String, List<String>> BY_BACKEND = Map.of(
            "qemu", List.of("start_command", "base_disk_image", "snapshot_path"),
            "firecracker", with(OF_MICRO_VMS, "firecracker_bin", "huge_pages", "entropy"),
            "cloud-hypervisor", with(OF_MICRO_VMS, "cloud_hypervisor_bin"));

    private static final List<String> BACKENDS = BY_BACKEND.keySet().stream().sorted().toList();
    private static final Map<String, String> SCRIPTED = Map.of("backend", "backend", "start_command",
            MachineReader.START_SCRIPT);

    private static final List<Complaint.NotRead> NOT_READ = List.of(
            new Complaint.NotRead("store_image_path", "a machine has one disk here",
                    "have the store in the root file system, by splitStore = false"),
            new Complaint.NotRead("snapshot_path", "a snapshot of attest's is not one of ours",
                    "leave the key out; what takes long to come up, machine.prepare keeps"),
            new Complaint.NotRead("base_disk_image", "a start script has its own disk", "leave the key out"));

    private final Problems problems;
    private final ValueReader values;
    private final Path directory;
    private final MachineNames names;
    private final MachineReader machines;

    /** @param directory what relative paths are taken from */
    AttestReader(Problems problems, ValueReader values, Path directory, MachineNames names, MachineReader machines) {
        this.problems = problems;
        this.values = values;
        this.directory = directory;
        this.names = names;
        this.machines = machines;
    }

    private static List<String> with(List<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).toList();
    }

    /** Whether this is a configuration of attest's, which has a list where others have machines by name. */
    static boolean understands(Section test) {
        return test.entry(MACHINES).filter(given -> given.value() instanceof Json.Array).isPresent()
                && !test.has(TestReader.MACHINES)
                && !test.has(TestReader.CONTAINERS);
    }

    /** All networks; attest has those alone that are named. */
    static Section.Entry vlans(Section test) {
        return test.entry("vlans")
                .orElseGet(() -> test.entry(new Json.Member(test.at(), "vlans",
                        new Json.Array(test.at(), List.of()))));
    }

    List<NodeSpec> read(Section test) {
        values.rejectUnknown(test, KEYS);
        var given = test.entry(MACHINES).orElseThrow();
        var read = values.list(given.value(), given.path(), "a list of machines", this::machine).orElseThrow();
        var number = ((Json.Array) given.value()).elements().size();
        if (number == 0) {
            values.wrong(given.value(), given.path(), "at least one machine");
        } else if (number > NodeNumbers.MOST) {
            values.wrong(given.value(), given.path(), "at most " + NodeNumbers.MOST + " machines");
        }
        return read;
    }

    private Optional<NodeSpec> machine(Json value, KeyPath path) {
        return values.section(value, path).flatMap(written -> {
            var machine = written.withoutNulls();
            var name = required(machine, "name", "what the machine is called")
                    .flatMap(given -> values.text(given.value(), given.path())
                            .map(text -> new Section.Entry(text, given.value().at(), given.value(), given.path())));
            name.ifPresent(names::check);
            var backend = required(machine, "backend", "what runs the machine")
                    .flatMap(given -> values.word(given.value(), given.path(), BACKENDS));
            backend.ifPresent(its -> rejectOthers(written, its));
            return name.flatMap(called -> backend.flatMap(its -> node(machine, called.key(), its)));
        });
    }

    private Optional<Section.Entry> required(Section machine, String key, String meaning) {
        if (!machine.has(key)) {
            problems.add(machine.at(), machine.path(), new Complaint.MissingKey(key, meaning));
        }
        return machine.entry(key);
    }

    private Optional<NodeSpec> node(Section machine, String name, String backend) {
        var given = new Section.Entry(name, machine.at(), new Json.Nothing(machine.at()), machine.path());
        if (backend.equals(NodeSpec.DEFAULT_BACKEND)) {
            return required(machine, "start_command", "the program that starts the machine")
                    .map(script -> machines.read(given, machine.renamed(SCRIPTED), backend));
        }
        var node = machines.read(given, new AttestMicroVm(values, machine, backend).translated(), backend);
        return image(machine).map(node::image);
    }

    private Optional<ImageSpec> image(Section machine) {
        var kernel = file(required(machine, "kernel_image_path", "the kernel that the machine boots"));
        var disk = file(required(machine, "rootfs_path", "the machine's root file system"));
        var initrd = file(required(machine, "initrd_path", "no machine boots without an initramfs here"));
        return kernel.flatMap(its -> initrd.map(begin -> new ImageSpec.Files(
                new GuestImage(its, begin, disk, List.of()))));
    }

    private Optional<Path> file(Optional<Section.Entry> given) {
        return given.flatMap(entry -> values.file(entry.value(), entry.path(), directory));
    }

    private void rejectOthers(Section machine, String backend) {
        var known = Stream.of(OF_ALL, keysOf(backend)).flatMap(List::stream).toList();
        machine.members().values().stream().map(machine::entry).forEach(given -> {
            if (!known.contains(given.key())) {
                problems.add(given.at(), given.path(), unknown(given.key(), backend, known));
            } else if (!(given.value() instanceof Json.Nothing)) {
                NOT_READ.stream()
                        .filter(refusal -> refusal.key().equals(given.key()))
                        .forEach(refusal -> problems.add(given.at(), given.path(), refusal));
            }
        });
    }

    private static Complaint unknown(String key, String backend, List<String> known) {
        var others = BACKENDS.stream().filter(other -> keysOf(other).contains(key)).toList();
        return others.isEmpty()
                ? new Complaint.UnknownKey(key, known, Spelling.nearest(key, known))
                : new Complaint.KeyOfAnotherBackend(key, backend, others);
    }

    private static List<String> keysOf(String backend) {
        return BY_BACKEND.getOrDefault(backend, List.of());
    }
}
