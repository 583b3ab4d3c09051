package dev.espalier.runtime.network;

import java.util.Locale;

/**
 * The hardware address of a machine's interface: locally administered, unicast, and different for every machine on a
 * VLAN because it is made of the two numbers that tell them apart.
 */
public record MacAddress(int vlan, int machine) {
    private static final int LARGEST = 0xffff;

    public MacAddress {
        if (vlan < 0 || vlan > LARGEST || machine < 0 || machine > LARGEST) {
            throw new IllegalArgumentException("VLAN and machine numbers go up to " + LARGEST + ": VLAN " + vlan
                    + ", machine " + machine);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "52:54:%02x:%02x:%02x:%02x", vlan >> 8, vlan & 0xff, machine >> 8,
                machine & 0xff);
    }
}
