package dev.espalier.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A microVM of attest's, which is a kernel, a disk, and what the monitor is told.
 *
 * @param machine as attest has it, without nulls
 * @param backend its name, which is the same here
 */
record AttestMicroVm(ValueReader values, Section machine, String backend) {
    private static final Map<String, String> KEYS = Map.of("backend", "backend", "vcpu_count", "cpus", "mem_size_mib",
            "memory_mib", "firecracker_bin", "program", "cloud_hypervisor_bin", "program");
    private static final String MEMORY_MIB = "256";
    private static final int CID = 3;
    private static final int PORT = 1234;

    private static final int PARTS_OF_AN_INTERFACE = 3;
    private static final String FIRECRACKER = "firecracker";

    /** What Firecracker adds for a disk that it is told is the root, as attest tells it. */
    private static final List<String> ROOT_DISK = List.of("root=/dev/vda", "rw");

    /** Of which machine, on which VLAN. */
    private record Tap(Json.Numeral number, Json.Numeral vlan) {}

    /** A machine as {@link MachineReader} knows it, but for its image. */
    Section translated() {
        requireOnly("vsock_cid", CID, "which is its own in every machine");
        requireOnly("vsock_port", PORT, "where every guest has its shells");
        machine.entry("entropy").ifPresent(given -> values.flag(given.value(), given.path()));
        var ours = machine.renamed(KEYS);
        if (!machine.has("mem_size_mib")) {
            ours = ours.with("memory_mib", member("mem_size_mib", new Json.Numeral(machine.at(), MEMORY_MIB)));
        }
        return withNetworks(withHugePages(withKernelParameters(ours)));
    }

    private Json.Member member(String key, Json value) {
        return new Json.Member(machine.at(), key, value);
    }

    private void requireOnly(String key, int only, String why) {
        machine.entry(key).ifPresent(given -> {
            if (!(given.value() instanceof Json.Numeral number) || !number.value().equals(String.valueOf(only))) {
                values.wrong(given.value(), given.path(), only + ", " + why);
            }
        });
    }

    private Section withKernelParameters(Section ours) {
        var key = "kernel_boot_args";
        var own = machine.entry(key).flatMap(given -> values.text(given.value(), given.path()));
        var all = Stream.concat(own.stream().flatMap(text -> Stream.of(text.strip().split("\\s+"))),
                backend.equals(FIRECRACKER) ? ROOT_DISK.stream() : Stream.empty())
                .filter(word -> !word.isEmpty())
                .<Json>map(word -> new Json.Text(machine.at(), word))
                .toList();
        return all.isEmpty()
                ? ours
                : ours.with("kernel_parameters", member(key, new Json.Array(machine.at(), all)));
    }

    private Section withHugePages(Section ours) {
        var key = "huge_pages";
        return machine.entry(key)
                .flatMap(given -> values.word(given.value(), given.path(), List.of("2M")))
                .map(pages -> ours.with(key, member(key, new Json.Text(machine.at(), "2m"))))
                .orElse(ours);
    }

    /** The host's end is ours to make. By its name it is known which machine is on which VLAN. */
    private Section withNetworks(Section ours) {
        var key = "tap_interfaces";
        var given = machine.entry(key);
        var taps = given.map(this::taps).orElse(List.of());
        var connected = ours.with("vlans", member(key, new Json.Array(
                given.map(interfaces -> interfaces.value().at()).orElse(machine.at()),
                taps.stream().<Json>map(Tap::vlan).toList())));
        return taps.isEmpty() ? connected : connected.with("number", member(key, taps.getFirst().number()));
    }

    private List<Tap> taps(Section.Entry given) {
        var taps = new ArrayList<Tap>();
        if (given.value() instanceof Json.Array interfaces) {
            for (int index = 0; index < interfaces.elements().size(); index++) {
                tap(interfaces.elements().get(index), given.path().element(index), "eth" + index, taps)
                        .ifPresent(taps::add);
            }
        } else {
            values.wrong(given.value(), given.path(), "a list of interfaces");
        }
        return taps;
    }

    private Optional<Tap> tap(Json value, KeyPath path, String name, List<Tap> before) {
        if (!(value instanceof Json.Array(var at, var parts)) || parts.size() != PARTS_OF_AN_INTERFACE) {
            return values.wrong(value, path, "an interface such as [\"eth0\", \"t1v1\", \"" + mac(1, 1) + "\"]");
        }
        return word(parts.get(0), path.element(0), name::equals, "\"" + name + "\"").flatMap(id -> {
            var number = before.isEmpty() ? "[1-9][0-9]{0,2}" : before.getFirst().number().value();
            var pattern = Pattern.compile("t(" + number + ")v([1-9][0-9]{0,2})");
            var shown = before.isEmpty() ? "<number>" : number;
            return word(parts.get(1), path.element(1), pattern.asMatchPredicate(), "\"t" + shown
                    + "v<VLAN>\", as attest's Nix layer calls the machine's TAP, in whose place there is one of ours")
                    .map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(tap -> new Tap(new Json.Numeral(parts.get(1).at(), tap.group(1)),
                            new Json.Numeral(parts.get(1).at(), tap.group(2))));
        }).filter(tap -> {
            var mac = mac(Integer.parseInt(tap.vlan().value()), Integer.parseInt(tap.number().value()));
            return word(parts.get(2), path.element(2), mac::equalsIgnoreCase,
                    "\"" + mac + "\", in whose place there is one of ours").isPresent();
        });
    }

    private Optional<String> word(Json value, KeyPath path, Predicate<String> right, String expected) {
        return value instanceof Json.Text(var at, var text) && right.test(text)
                ? Optional.of(text)
                : values.wrong(value, path, expected);
    }

    private String mac(int vlan, int number) {
        return "AA:%s:00:%02X:%02X:01".formatted(backend.equals(FIRECRACKER) ? "FC" : "C0", vlan, number);
    }
}
