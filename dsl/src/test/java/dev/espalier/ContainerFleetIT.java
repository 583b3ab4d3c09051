package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.network.Subnet;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many machines at once, on networks that have some of them in common. */
@NeedsTools({"systemd-nspawn", "unshare", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class ContainerFleetIT {
    private static final int MACHINES = 20;
    private static final String WHO_ANSWERS = "for address in " + String.join(" ", allAddresses())
            + "; do ping -q -c 1 -W 10 $address >/dev/null 2>&1 && echo $address & done; wait";

    /** One VLAN of three each, and every fifth machine one more. */
    private static List<Integer> vlans(int number) {
        var first = number % 3 + 1;
        return number % 5 == 0 ? List.of(first, first % 3 + 1) : List.of(first);
    }

    private static Stream<String> addresses(int number, int vlan) {
        var subnet = new Subnet(vlan);
        return Stream.of(subnet.ipv4(number), subnet.ipv6(number));
    }

    private static List<String> allAddresses() {
        return IntStream.rangeClosed(1, MACHINES)
                .boxed()
                .flatMap(number -> vlans(number).stream().flatMap(vlan -> addresses(number, vlan)))
                .toList();
    }

    private static List<String> addressesInReach(int from) {
        return IntStream.rangeClosed(1, MACHINES)
                .boxed()
                .flatMap(number -> vlans(number).stream()
                        .filter(vlan -> number == from || vlans(from).contains(vlan))
                        .flatMap(vlan -> addresses(number, vlan)))
                .toList();
    }

    private static NodeSpec container(int number) {
        return NodeSpec.of("m" + number, new ImageSpec.Debian(List.of("nginx-light")))
                .backend("nspawn")
                .number(number)
                .onVlans(vlans(number).stream().toArray(Integer[]::new));
    }

    @Test
    @DisplayName("twenty containers start side by side; who shares a network reaches each other, and nobody else, IPv4 and IPv6")
    void reach(@TempDir Path directory) throws Exception {
        var nodes = IntStream.rangeClosed(1, MACHINES).mapToObj(ContainerFleetIT::container).toArray(NodeSpec[]::new);
        try (var test = new TestingCluster(directory, nodes)) {
            test.cluster.startAll();
            var machines = new ArrayList<Machine>();
            for (var node : nodes) {
                machines.add(test.machine(node.name()));
            }
            test.cluster.waitAll(machines, Machine::waitForShell);
            for (int number = 1; number <= MACHINES; number++) {
                var answering = machines.get(number - 1).succeed(WHO_ANSWERS);
                assertThat(answering.lines()).as("m" + number)
                        .containsExactlyInAnyOrderElementsOf(addressesInReach(number));
            }
        }
        assertThat(TestingCluster.processes()).isEmpty();
    }
}
