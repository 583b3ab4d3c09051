package dev.espalier.runtime.network;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what this host can make links bad.
 *
 * @param refusals what came of trying that which cannot be used here
 */
public record FaultMeans(Map<Mean, String> refusals) {

    /** Something that the kernel may have been built without. */
    public enum Mean {
        NETEM("the queue netem",
                "tc qdisc add dev probe root netem delay 1ms"),
        SHAPING("the queue tbf on an ifb device", """
                tc qdisc add dev probe root tbf rate 1mbit burst 10000 latency 200ms
                ip link add iprobe type ifb
                tc qdisc add dev probe handle ffff: ingress
                tc filter add dev probe parent ffff: protocol all u32 match u32 0 0 action mirred egress redirect dev iprobe
                """),
        FILTER("nftables' family bridge", """
                nft -f - <<END
                table bridge probe {
                  chain probe {
                    type filter hook forward priority 0; policy accept;
                    iifname . oifname { "a" . "b" } numgen random mod 2 < 1 drop
                  }
                }
                END
                """);

        private final String words;
        private final String trial;

        Mean(String words, String trial) {
            this.words = words;
            this.trial = trial;
        }

        private static Optional<Mean> called(String name) {
            return Stream.of(values()).filter(mean -> mean.name().equals(name)).findFirst();
        }

        /** What a person calls it. */
        public String words() {
            return words;
        }
    }

    public FaultMeans {
        refusals = Map.copyOf(refusals);
    }

    /** Why it cannot be used; nothing if it can. */
    public Optional<String> refusal(Mean mean) {
        return Optional.ofNullable(refusals.get(mean));
    }

    /** Tries each in a network namespace of its own, and says of each that fails its name and why, in one line. */
    static String script() {
        return Stream.of(Mean.values())
                .map(mean -> "said=$(unshare --net sh -eu 2>&1 <<'TRIAL'\nip link add probe type bridge\n" + mean.trial
                        + "\nTRIAL\n) || echo " + mean + " $said\n")
                .collect(Collectors.joining());
    }

    /** @param said what the script has said, and maybe its shell, as of a locale that is not there */
    static FaultMeans heard(String said) {
        var refusals = new EnumMap<Mean, String>(Mean.class);
        said.lines()
                .map(line -> line.split(" ", 2))
                .forEach(words -> Mean.called(words[0])
                        .ifPresent(mean -> refusals.put(mean, words.length > 1 ? words[1] : "it failed")));
        return new FaultMeans(refusals);
    }
}
