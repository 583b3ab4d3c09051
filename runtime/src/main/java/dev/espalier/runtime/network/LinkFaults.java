package dev.espalier.runtime.network;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is wrong with the links of a cluster, by the names of their ports. What is told by a port's name alone, cuts and
 * losses, holds for a port that is made anew; the rest is done to the port itself.
 *
 * @param blocked  the ports over which nothing goes
 * @param cuts     the pairs of ports between which nothing goes
 * @param impaired what this host does to the packets of a port
 * @param held     the delays that machines themselves keep, because this host has no means to
 */
public record LinkFaults(Set<String> blocked, Set<Cut> cuts, Map<String, Impairment> impaired,
        Map<String, Duration> held) {
    private static final int ALL = 1_000_000;

    /** Enough for a fast link at the coarsest clock there is, and for a few full packets on a slow one. */
    private static final long BURSTS_A_SECOND = 50;
    private static final long LEAST_BURST = 10_000;

    /** Packets that may be late at once: those of 100 ms at some 10 Gbit/s. */
    private static final int LATE_PACKETS = 100_000;

    public static final LinkFaults NONE = new LinkFaults(Set.of(), Set.of(), Map.of(), Map.of());

    /** Two ports that do not reach each other; it does not matter which is which. */
    public record Cut(String one, String other) {
        public Cut {
            if (one.compareTo(other) > 0) {
                var swapped = one;
                one = other;
                other = swapped;
            }
        }
    }

    public LinkFaults {
        blocked = Set.copyOf(blocked);
        cuts = Set.copyOf(cuts);
        impaired = Map.copyOf(impaired);
        held = Map.copyOf(held);
    }

    public LinkFaults block(Collection<String> ports) {
        return new LinkFaults(union(blocked, ports), cuts, impaired, held);
    }

    public LinkFaults unblock(Collection<String> ports) {
        return new LinkFaults(difference(blocked, ports), cuts, impaired, held);
    }

    public LinkFaults cut(Collection<Cut> pairs) {
        return new LinkFaults(blocked, union(cuts, pairs), impaired, held);
    }

    public LinkFaults heal(Collection<Cut> pairs) {
        return new LinkFaults(blocked, difference(cuts, pairs), impaired, held);
    }

    /** Without any cut. */
    public LinkFaults heal() {
        return new LinkFaults(blocked, Set.of(), impaired, held);
    }

    /**
     * @param value what this host does to packets of the port
     * @param delay what the machine does; zero for nothing
     */
    public LinkFaults impair(String port, Impairment value, Duration delay) {
        var nextImpaired = new HashMap<>(impaired);
        nextImpaired.put(port, value);
        nextImpaired.values().removeIf(Impairment.NONE::equals);
        var nextHeld = new HashMap<>(held);
        nextHeld.put(port, delay);
        nextHeld.values().removeIf(Duration.ZERO::equals);
        return new LinkFaults(blocked, cuts, nextImpaired, nextHeld);
    }

    /** The shell commands that make these faults out of others, first what either happens whole or not at all. */
    String script(LinkFaults before) {
        var ports = Stream.of(before, this)
                .flatMap(faults -> Stream.concat(faults.blocked.stream(), faults.impaired.keySet().stream()))
                .filter(port -> differs(port, before))
                .collect(Collectors.toCollection(TreeSet::new));
        return (filter().equals(before.filter()) ? "" : filter()) + script(ports);
    }

    private boolean differs(String port, LinkFaults before) {
        return blocked.contains(port) != before.blocked.contains(port)
                || !Objects.equals(impaired.get(port), before.impaired.get(port));
    }

    /** The shell commands that do to ports what is to be done to each of them; to one that is not there, nothing. */
    String script(Collection<String> ports) {
        return ports.stream().map(this::script).collect(Collectors.joining());
    }

    private String script(String port) {
        var impairment = impaired.getOrDefault(port, Impairment.NONE);
        return """
                if ip link show dev %1$s >/dev/null 2>&1; then
                tc qdisc del dev %1$s root 2>/dev/null || :
                tc qdisc del dev %1$s ingress 2>/dev/null || :
                ip link del %2$s 2>/dev/null || :
                %3$s
                %4$s
                fi
                """.formatted(port, "i" + port, shaping(port, impairment),
                blocked.contains(port) ? unplugged(port) : plugged(port));
    }

    /**
     * On a bridge that is down. The port itself stays up: Cloud Hypervisor gives an interface up that it has once failed to write
     * to. A container's is set down all the same, which is seen inside.
     */
    private static String unplugged(String port) {
        return """
                ip link add nowhere type bridge 2>/dev/null || :
                ip link set %1$s master nowhere
                [ -z "$(ip -o link show dev %1$s type veth)" ] || ip link set %1$s down
                """.formatted(port);
    }

    private static String plugged(String port) {
        return """
                case $(ip -o link show dev %1$s) in
                *" master nowhere "*) ip link set %1$s master %2$s
                esac
                ip link set %1$s up
                """.formatted(port, NetworkPlan.Port.bridgeOf(port));
    }

    /** A queue shapes what leaves the host; what comes in is turned round to leave through a device of its own first. */
    private static String shaping(String port, Impairment impairment) {
        var queue = queue(impairment);
        return queue.isEmpty() ? "" : """
                tc qdisc add dev %1$s root %3$s
                ip link add %2$s type ifb
                ip link set %2$s up
                tc qdisc add dev %2$s root %3$s
                tc qdisc add dev %1$s handle ffff: ingress
                tc filter add dev %1$s parent ffff: protocol all u32 match u32 0 0 action mirred egress redirect dev %2$s
                """.formatted(port, "i" + port, queue);
    }

    private static String queue(Impairment impairment) {
        var rate = impairment.rate();
        if (!impairment.delay().isZero()) {
            return "netem limit " + LATE_PACKETS + " delay " + micros(impairment.delay()) + " "
                    + micros(impairment.jitter()) + (rate.isPresent() ? " rate " + rate.getAsLong() + "bit" : "");
        }
        return rate.isPresent()
                ? "tbf rate " + rate.getAsLong() + "bit latency 200ms burst "
                        + Math.max(LEAST_BURST, rate.getAsLong() / Byte.SIZE / BURSTS_A_SECOND)
                : "";
    }

    private static String micros(Duration duration) {
        return duration.toNanos() / 1000 + "us";
    }

    /** One transaction, which replaces what was before. */
    private String filter() {
        var pairs = cuts.stream()
                .flatMap(cut -> Stream.of(pair(cut.one(), cut.other()), pair(cut.other(), cut.one())))
                .sorted()
                .collect(Collectors.joining(", "));
        return """
                nft -f - <<'FILTER'
                table bridge espalier
                delete table bridge espalier
                table bridge espalier {
                chain cut {
                type filter hook forward priority 0; policy accept;
                %s
                }
                chain lost_from {
                type filter hook prerouting priority 0; policy accept;
                %s
                }
                chain lost_to {
                type filter hook postrouting priority 0; policy accept;
                %s
                }
                }
                FILTER
                """.formatted(pairs.isEmpty() ? "" : "iifname . oifname { " + pairs + " } drop", losses("iifname"),
                losses("oifname"));
    }

    private static String pair(String from, String to) {
        return "\"" + from + "\" . \"" + to + "\"";
    }

    private String losses(String side) {
        return impaired.entrySet()
                .stream()
                .filter(port -> port.getValue().loss() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(port -> side + " \"" + port.getKey() + "\" " + share(port.getValue().loss()) + "drop")
                .collect(Collectors.joining("\n"));
    }

    /** What is true of so many packets, with a blank after it; nothing for all of them, which cannot be said so. */
    private static String share(double loss) {
        var some = Math.round(loss * ALL);
        return some == ALL ? "" : "numgen random mod " + ALL + " < " + some + " ";
    }

    private static <T> Set<T> union(Set<T> some, Collection<T> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static <T> Set<T> difference(Set<T> all, Collection<T> without) {
        var rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
