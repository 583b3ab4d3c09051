package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.error.NotOnNetwork;
import dev.espalier.runtime.network.Impairment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of the links of machines that can be on the cluster's networks, by what is seen from inside of them. */
public abstract class LinkFaultContract extends MachineContract {
    private static final int LARGE = 300_000;

    /** What {@link #LARGE} takes at 1 Mbit/s, less what goes through at first. */
    private static final Duration AT_A_MEGABIT = Duration.ofMillis(1900);

    private static final Duration A_WHILE = Duration.ofSeconds(30);
    private static final String PING = "ping -c 2 -i 0.2 -W 1 ";
    private static final Pattern RECEIVED = Pattern.compile("(\\d+)( packets)? received");

    protected LinkFaultContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Their numbers are other than their places. */
    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(1).number(11), backend.node("two").onVlans(1, 2).number(12),
                backend.node("three").onVlans(1, 2).number(13), backend.node("zero").onVlans());
    }

    @Override
    protected void begin() {
        machines().forEach(Machine::start);
        machines().forEach(Machine::waitForShell);
    }

    private List<Machine> machines() {
        return List.of(one, two(), three());
    }

    protected final Machine two() {
        return cluster.machine("two");
    }

    private Machine three() {
        return cluster.machine("three");
    }

    @AfterEach
    void asGoodAsBefore() {
        cluster.cluster().heal();
        machines().forEach(machine -> {
            machine.unblock();
            machine.repair();
        });
        one.waitUntilSucceeds("ping -c 1 -W 1 two && ping -c 1 -W 1 three", A_WHILE);
        two().waitUntilSucceeds("ping -c 1 -W 1 192.168.2.13", A_WHILE);
    }

    private static boolean reaches(Machine from, String address) {
        return from.execute(PING + address).succeeded();
    }

    private static List<String> addresses(Machine machine) {
        var number = switch (machine.name()) {
            case NAME -> 11;
            case "two" -> 12;
            default -> 13;
        };
        return List.of("192.168.1." + number, "2001:db8:1::" + number);
    }

    private static void assertReach(Machine from, Machine to) {
        assertThat(reached(from, to)).as("from %s to %s", from, to).isEqualTo(addresses(to));
    }

    private static void assertNoReach(Machine from, Machine to) {
        assertThat(reached(from, to)).as("from %s to %s", from, to).isEmpty();
    }

    /** At once, as each takes seconds to find out that it does not. */
    private static List<String> reached(Machine from, Machine to) {
        return from.succeed("for address in " + String.join(" ", addresses(to)) + "; do if " + PING
                + "$address >/dev/null; then echo $address; fi & done; wait").lines().sorted().toList();
    }

    protected static void restart(Machine machine) {
        machine.crash();
        machine.start();
        machine.waitForShell();
    }

    @Test
    @DisplayName("a partition cuts exactly that pair, both ways, IPv4 and IPv6, also after a restart, until it is healed")
    void partition() {
        cluster.cluster().partition(one, two());
        restart(one);
        assertNoReach(one, two());
        assertNoReach(two(), one);
        assertReach(one, three());
        assertReach(three(), one);
        assertReach(two(), three());

        cluster.cluster().partition(three(), one);
        cluster.cluster().heal(two(), one);
        assertReach(one, two());
        assertReach(two(), one);
        assertNoReach(one, three());
    }

    @Test
    @DisplayName("a partition of machines that share several VLANs cuts them all")
    void everyCommonVlan() {
        cluster.cluster().partition(two(), three());
        assertThat(reaches(two(), "192.168.2.13")).isFalse();
        assertNoReach(two(), three());
        assertThatThrownBy(() -> cluster.cluster().partition(one, cluster.machine("zero")))
                .isInstanceOf(NotOnNetwork.class)
                .hasMessage("one and zero are on no VLAN together");
    }

    @Test
    @DisplayName("a blocked machine reaches nobody and is reached by nobody, also after it was started anew")
    void block() {
        two().block();
        assertNoReach(one, two());
        assertReach(one, three());
        restart(two());
        assertNoReach(two(), one);
    }

    @Test
    @DisplayName("a machine that is blocked before it is started is so from the start")
    void blockedWhileDown() {
        two().crash();
        two().block(1);
        two().start();
        two().waitForShell();
        assertNoReach(two(), three());
        assertThat(reaches(two(), "192.168.2.13")).isTrue();
    }

    @Test
    @DisplayName("one link of several is blocked, and open again after that")
    void blockOne() {
        two().block(1);
        assertNoReach(two(), three());
        assertThat(reaches(two(), "192.168.2.13")).isTrue();
        two().unblock(1);
        two().waitUntilSucceeds("ping -c 1 -W 1 192.168.1.13", A_WHILE);
        assertThatThrownBy(() -> two().block(7)).isInstanceOf(NotOnNetwork.class)
                .hasMessage("two is not on VLAN 7; it is on [1, 2]");
        assertThatThrownBy(() -> cluster.machine("zero").block()).hasMessageContaining("zero is on no network");
    }

    @Test
    @DisplayName("of two directions that lose a third each, about half of the answers do not come; of a whole loss, none")
    void loss() {
        one.impair(Impairment.NONE.loss(0.3));
        assertThat(answers(100)).isBetween(25, 75);
        one.impair(Impairment.NONE.loss(1));
        assertThat(answers(5)).isZero();
        one.repair();
        assertThat(answers(20)).isEqualTo(20);
    }

    private int answers(int questions) {
        var said = one.execute("ping -q -c " + questions + " -i 0.05 -W 1 192.168.1.12").stdout();
        var found = RECEIVED.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    @DisplayName("a rate holds in both directions")
    void rate() {
        serve(one);
        serve(two());
        one.impair(Impairment.NONE.rate(1_000_000));
        assertThat(fetch(one, 12)).isGreaterThan(AT_A_MEGABIT);
        assertThat(fetch(two(), 11)).isGreaterThan(AT_A_MEGABIT);
        one.repair();
        assertThat(fetch(one, 12)).isLessThan(AT_A_MEGABIT);
    }

    private static void serve(Machine machine) {
        machine.succeed("mkdir -p /run/www; head -c " + LARGE + " /dev/zero >/run/www/large; httpd -p 81 -h /run/www");
        machine.waitForOpenPort(81);
    }

    /** By the guest's own clock. */
    private static Duration fetch(Machine by, int number) {
        var before = uptime(by);
        by.succeed("wget -q -O /dev/null http://192.168.1." + number + ":81/large");
        return uptime(by).minus(before);
    }

    private static Duration uptime(Machine machine) {
        var seconds = machine.succeed("cut -d ' ' -f 1 /proc/uptime").strip();
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }
}
