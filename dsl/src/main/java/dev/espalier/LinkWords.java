package dev.espalier;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.Impairment;
import dev.espalier.runtime.network.LinkFaults;

/**
 * What is wrong with the links of machines, in a person's words.
 *
 * @param machines each one's interfaces
 */
record LinkWords(Map<String, List<Nic>> machines, LinkFaults faults) {

    /** All that is wrong with those of one machine; none if nothing is. */
    List<String> of(String machine) {
        var nics = machines.getOrDefault(machine, List.of());
        var blocked = nics.stream().filter(nic -> faults.blocked().contains(nic.port())).toList();
        return Stream.of(blockades(nics, blocked), nics.stream().flatMap(nic -> impairment(nic).stream()),
                nics.stream().flatMap(this::cuts).distinct().sorted())
                .flatMap(words -> words)
                .toList();
    }

    private static Stream<String> blockades(List<Nic> all, List<Nic> blocked) {
        return blocked.size() == all.size()
                ? blocked.stream().limit(1).map(nic -> "blocked")
                : blocked.stream().map(nic -> "blocked on VLAN " + nic.vlan());
    }

    private Optional<String> impairment(Nic nic) {
        var host = faults.impaired().getOrDefault(nic.port(), Impairment.NONE);
        var delay = host.delay().plus(faults.held().getOrDefault(nic.port(), Duration.ZERO));
        var words = new ArrayList<String>();
        if (!delay.isZero()) {
            words.add(millis(delay) + " late" + (host.jitter().isZero() ? "" : " ± " + millis(host.jitter())));
        }
        if (host.loss() > 0) {
            words.add(plain(BigDecimal.valueOf(host.loss()).movePointRight(2)) + " % lost");
        }
        host.rate().ifPresent(rate -> words.add("at most " + rate + " bit/s"));
        return words.isEmpty() ? Optional.empty() : Optional.of("VLAN " + nic.vlan() + " " + String.join(", ", words));
    }

    private static String millis(Duration duration) {
        return plain(BigDecimal.valueOf(duration.toNanos(), 6)) + " ms";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private Stream<String> cuts(Nic nic) {
        return faults.cuts()
                .stream()
                .flatMap(cut -> nic.port().equals(cut.one())
                        ? Stream.of(cut.other())
                        : nic.port().equals(cut.other()) ? Stream.of(cut.one()) : Stream.empty())
                .flatMap(this::ownerOf)
                .map(other -> "cut from " + other);
    }

    private Stream<String> ownerOf(String port) {
        return machines.entrySet()
                .stream()
                .filter(machine -> machine.getValue().stream().anyMatch(nic -> nic.port().equals(port)))
                .map(Map.Entry::getKey);
    }
}
