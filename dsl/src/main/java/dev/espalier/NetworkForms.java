package dev.espalier;

import dev.espalier.runtime.network.Impairment;

/** A machine's network as users of the NixOS test driver know it, and what else a test does to it. */
public sealed interface NetworkForms permits Machine {

    MachineNetwork network();

    /** As {@link MachineNetwork#block()}. */
    default void block() {
        network().block();
    }

    /** As {@link MachineNetwork#block(int)}. */
    default void block(int vlan) {
        network().block(vlan);
    }

    /** As {@link MachineNetwork#unblock()}. */
    default void unblock() {
        network().unblock();
    }

    /** As {@link MachineNetwork#unblock(int)}. */
    default void unblock(int vlan) {
        network().unblock(vlan);
    }

    /** As {@link MachineNetwork#impair(Impairment)}. */
    default void impair(Impairment impairment) {
        network().impair(impairment);
    }

    /** As {@link MachineNetwork#impair(int, Impairment)}. */
    default void impair(int vlan, Impairment impairment) {
        network().impair(vlan, impairment);
    }

    /** As {@link MachineNetwork#repair()}. */
    default void repair() {
        network().repair();
    }

    /** As {@link MachineNetwork#repair(int)}. */
    default void repair(int vlan) {
        network().repair(vlan);
    }

    /** As {@link MachineNetwork#forwardPort(int)}. */
    default int forwardPort(int guestPort) {
        return network().forwardPort(guestPort);
    }

    /** As {@link MachineNetwork#forwardPort(int, int)}. */
    default int forwardPort(int hostPort, int guestPort) {
        return network().forwardPort(hostPort, guestPort);
    }
}
