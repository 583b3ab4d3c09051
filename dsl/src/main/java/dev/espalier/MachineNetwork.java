package dev.espalier;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.LinkCarrier;
import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.backends.spi.Nic;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.ForwardRoute;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.FaultImpossible;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.error.NotOnNetwork;
import dev.espalier.report.LogLevel;
import dev.espalier.runtime.network.Impairment;
import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.runtime.network.NetworkFaults;
import dev.espalier.runtime.network.Subnet;

/**
 * A machine's links to its networks. What is done to them holds for the machine whether it runs or not, over its reboots and
 * starts, until it is undone or the cluster is closed. A machine is not started by any of this.
 */
public final class MachineNetwork {
    private static final int LARGEST_PORT = 65535;

    private final PlannedMachine machine;
    private final Engine engine;
    private final Abilities abilities;
    private final LinkChanges links;
    private final Announcer announcer;

    MachineNetwork(PlannedMachine machine, Engine engine, Abilities abilities, LinkChanges links,
            Announcer announcer) {
        this.machine = machine;
        this.engine = engine;
        this.abilities = abilities;
        this.links = links;
        this.announcer = announcer;
    }

    /**
     * Pulls the plugs of all its links: nothing goes over them, and the guest sees that, if its backend can show it.
     *
     * @throws NotOnNetwork if it has none; as from all that follows here
     */
    public void block() {
        block(all());
    }

    /** As {@link #block()}, of one link. */
    public void block(int vlan) {
        block(one(vlan));
    }

    private void block(List<Integer> nics) {
        var unused = change("a blocked link of " + machine.name(), faults -> faults.block(ports(nics)));
        nics.forEach(nic -> ifItRuns(LinkCarrier.class, carrier -> carrier.unplug(nic)));
    }

    /** Ends what {@link #block} has begun; nothing happens to what is not blocked. Takes a second to be noticed by a guest. */
    public void unblock() {
        unblock(all());
    }

    /** As {@link #unblock()}, of one link. */
    public void unblock(int vlan) {
        unblock(one(vlan));
    }

    private void unblock(List<Integer> nics) {
        var unused = change("an open link of " + machine.name(), faults -> faults.unblock(ports(nics)));
        nics.forEach(nic -> ifItRuns(LinkCarrier.class, carrier -> carrier.plug(nic)));
    }

    /**
     * Makes all its links as bad as {@code impairment} says, in place of what they were. A delay is kept by this host's kernel,
     * or, if that has no means to, by the machine: then packets come in batches, each packet between nothing and twice its
     * delay late.
     *
     * @throws FaultImpossible if this host has no means to; nothing was changed then
     */
    public void impair(Impairment impairment) {
        impair(all(), impairment);
    }

    /** As {@link #impair(Impairment)}, of one link. */
    public void impair(int vlan, Impairment impairment) {
        impair(one(vlan), impairment);
    }

    /** Ends what {@link #impair} has begun. */
    public void repair() {
        impair(Impairment.NONE);
    }

    /** As {@link #repair()}, of one link. */
    public void repair(int vlan) {
        impair(vlan, Impairment.NONE);
    }

    private void impair(List<Integer> nics, Impairment impairment) {
        var share = share(impairment);
        var changed = change("the links of " + machine.name() + " as bad as that: " + impairment,
                faults -> ports(nics).stream()
                        .reduce(faults, (some, port) -> some.impair(port, share.host(), share.held()),
                                (one, same) -> same));
        nics.stream()
                .filter(nic -> isHeld(changed.before(), nic) || isHeld(changed.after(), nic))
                .forEach(nic -> ifItRuns(LinkDelay.class, delays -> delays.delay(nic, share.held())));
    }

    private FaultShare share(Impairment impairment) {
        return impairment.equals(Impairment.NONE)
                ? FaultShare.NOTHING
                : FaultShare.of(machine.name(), impairment, Asks.await(engine.network().means()),
                        abilities.find(LinkDelay.class));
    }

    /** Does something while nothing goes over its links; what fails leaves them blocked. */
    void isolated(Runnable work) {
        if (machine.spec().nics().isEmpty()) {
            work.run();
        } else {
            block();
            work.run();
            unblock();
        }
    }

    private boolean isHeld(LinkFaults faults, int nic) {
        return faults.held().containsKey(nic(nic).port());
    }

    /** As {@link #forwardPort(int, int)}, from any port of this host that is free. */
    public int forwardPort(int guestPort) {
        return forwardPort(0, guestPort);
    }

    /**
     * Makes a TCP port of this host's loopback, 127.0.0.1, lead to one of the machine, at its addresses on its first VLAN, as
     * long as the cluster is open: the IPv6 one is tried where the IPv4 one is refused. The machine need not run: a connection
     * that it does not take is closed. It sees connections come from the last address of the VLAN, 192.168.VLAN.254 or
     * 2001:db8:VLAN::254.
     *
     * @param hostPort 0 for any that is free
     * @return the port of this host
     * @throws dev.espalier.error.PortUnavailable if that port cannot be had, as when somebody listens there
     * @throws HostNotReady                       if this host lacks {@code socat}
     */
    public int forwardPort(int hostPort, int guestPort) {
        requirePort(hostPort, 0);
        requirePort(guestPort, 1);
        HostPrograms.missing("socat", "socat").ifPresent(missing -> {
            throw new HostNotReady(List.of(missing));
        });
        var nic = nic(all().getFirst());
        var route = new ForwardRoute(machine.name(), hostPort, guestPort, new Subnet(nic.vlan()), nic.mac().machine(),
                nic.bridge());
        var port = Asks.await(engine.forward(route));
        announcer.log(machine.name(), LogLevel.INFO, "port " + guestPort + " is 127.0.0.1:" + port + " on this host");
        return port;
    }

    private static void requirePort(int port, int least) {
        if (port < least || port > LARGEST_PORT) {
            throw new IllegalArgumentException("a port is " + least + " to " + LARGEST_PORT + ": " + port);
        }
    }

    /** The pairs of ports between which packets go from one to the other on a VLAN. */
    List<LinkFaults.Cut> linksTo(MachineNetwork other) {
        var links = machine.spec()
                .nics()
                .stream()
                .flatMap(mine -> other.machine.spec()
                        .nics()
                        .stream()
                        .filter(theirs -> theirs.vlan() == mine.vlan() && !theirs.equals(mine))
                        .map(theirs -> new LinkFaults.Cut(mine.port(), theirs.port())))
                .toList();
        if (links.isEmpty()) {
            throw NotOnNetwork.common(machine.name(), other.machine.name());
        }
        return links;
    }

    private NetworkFaults.Changed change(String what, UnaryOperator<LinkFaults> change) {
        return links.make(what, change);
    }

    /** All its interfaces, by their places. */
    private List<Integer> all() {
        var nics = IntStream.range(0, machine.spec().nics().size()).boxed().toList();
        if (nics.isEmpty()) {
            throw NotOnNetwork.any(machine.name());
        }
        return nics;
    }

    private List<Integer> one(int vlan) {
        var nics = all().stream().filter(nic -> nic(nic).vlan() == vlan).toList();
        if (nics.isEmpty()) {
            throw NotOnNetwork.vlan(machine.name(), vlan, machine.spec().nics().stream().map(Nic::vlan).toList());
        }
        return nics;
    }

    private Nic nic(int place) {
        return machine.spec().nics().get(place);
    }

    private List<String> ports(List<Integer> nics) {
        return nics.stream().map(place -> nic(place).port()).toList();
    }

    /** A machine that does not run is told when it begins to. */
    private <C extends Capability> void ifItRuns(Class<C> type, Function<C, CompletionStage<Void>> call) {
        abilities.find(type).ifPresent(ability -> {
            try {
                var unused = ability.use(call);
            } catch (MachineNotRunning | MachineDied down) {
                announcer.log(machine.name(), LogLevel.DEBUG, String.valueOf(down.getMessage()));
            }
        });
    }

    /** A life of the machine begins: it is told what it has to know of its links, which in a snapshot's were others. */
    void begin() {
        if (abilities.find(LinkCarrier.class).isPresent() || abilities.find(LinkDelay.class).isPresent()) {
            var unused = engine.network().faults().thenAccept(this::tell);
        }
    }

    private void tell(LinkFaults faults) {
        for (var nic : IntStream.range(0, machine.spec().nics().size()).toArray()) {
            abilities.find(LinkCarrier.class).ifPresent(carrier -> {
                if (faults.blocked().contains(nic(nic).port())) {
                    told(carrier.ask(plug -> plug.unplug(nic)));
                } else {
                    var unused = carrier.ask(plug -> plug.plug(nic));
                }
            });
            if (isHeld(faults, nic)) {
                var delay = faults.held().getOrDefault(nic(nic).port(), Duration.ZERO);
                abilities.find(LinkDelay.class).ifPresent(delays -> told(delays.ask(held -> held.delay(nic, delay))));
            }
        }
    }

    private void told(CompletionStage<Void> answer) {
        var unused = answer.exceptionally(failure -> {
            announcer.log(machine.name(), LogLevel.WARNING,
                    "its links may be better than they are to be: " + failure.getMessage());
            return null;
        });
    }
}
