package dev.espalier.runtime.network;

/**
 * The addresses of one VLAN, as the NixOS test driver gives them: 192.168.VLAN.N and 2001:db8:VLAN::N.
 *
 * @param vlan 1 to 254
 */
public record Subnet(int vlan) {
    /** The highest machine number that still has an address on a VLAN. */
    public static final int LARGEST_MACHINE = 253;
    public static final int LARGEST_VLAN = 254;
    public static final int IPV4_PREFIX = 24;
    public static final int IPV6_PREFIX = 64;

    private static final int GATEWAY = LARGEST_MACHINE + 1;

    public Subnet {
        if (vlan < 1 || vlan > LARGEST_VLAN) {
            throw new IllegalArgumentException("a VLAN's number is 1 to " + LARGEST_VLAN + ": " + vlan);
        }
    }

    public String ipv4(int machine) {
        return "192.168." + vlan + "." + checked(machine);
    }

    public String ipv6(int machine) {
        return "2001:db8:" + vlan + "::" + checked(machine);
    }

    /** An IPv4 address that no machine has, with its prefix, for who talks to machines from outside of them. */
    public String gateway() {
        return "192.168." + vlan + "." + GATEWAY + "/" + IPV4_PREFIX;
    }

    /** As {@link #gateway}, of IPv6. */
    public String gatewayIpv6() {
        return "2001:db8:" + vlan + "::" + GATEWAY + "/" + IPV6_PREFIX;
    }

    /** The hardware address of that, which no machine has either. */
    public MacAddress gatewayMac() {
        return new MacAddress(vlan, GATEWAY);
    }

    private static int checked(int machine) {
        if (machine < 1 || machine > LARGEST_MACHINE) {
            throw new IllegalArgumentException(
                    "a VLAN has addresses for machines 1 to " + LARGEST_MACHINE + ": " + machine);
        }
        return machine;
    }
}
