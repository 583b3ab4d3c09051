package dev.espalier.backends.image;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells one machine from others that boot the same image. The guest's first process applies it before any service
 * starts: it sets the host name, names the interface with each card's MAC address {@code eth} and the card's index,
 * gives it its addresses and brings it up, and writes /etc/hosts.
 *
 * <p>Every value is checked here, so that what the guest reads holds nothing but names and numbers.
 *
 * @param hostname letters, digits and hyphens, beginning with a letter or digit, at most 63 characters
 * @param cards    the network cards, none or several; their indices differ
 * @param hosts    what /etc/hosts says beside localhost; a host name that is not in it resolves to 127.0.1.1
 */
public record GuestSeed(String hostname, List<Card> cards, List<Host> hosts) {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    /** Of each part of an initramfs: one that begins elsewhere the kernel takes for a compressed one. */
    private static final int ALIGNMENT = 4;

    private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final int MAX_INDEX = 99;

    public GuestSeed {
        require(LABEL.matcher(hostname).matches(), "a host name has letters, digits and hyphens only: " + hostname);
        cards = List.copyOf(cards);
        hosts = List.copyOf(hosts);
        var indices = new HashSet<Integer>();
        for (var card : cards) {
            require(indices.add(card.index()), "two network cards with the index " + card.index());
        }
    }

    /**
     * A network card.
     *
     * @param index     0 to 99: the guest calls it {@code eth<index>}
     * @param mac       six pairs of hexadecimal digits joined by colons; kept in lower case
     * @param addresses none, one or several
     */
    public record Card(int index, String mac, List<Address> addresses) {
        public Card {
            mac = mac.toLowerCase(Locale.ROOT);
            addresses = List.copyOf(addresses);
            require(index >= 0 && index <= MAX_INDEX, "a network card's index is 0 to " + MAX_INDEX + ": " + index);
            require(MAC.matcher(mac).matches(), "not a MAC address: " + mac);
        }
    }

    /**
     * An address of a network card.
     *
     * @param ip           an IPv4 or IPv6 address
     * @param prefixLength bits: 0 to 32, or 128 for IPv6
     */
    public record Address(InetAddress ip, int prefixLength) {
        public Address {
            require(prefixLength >= 0 && prefixLength <= 8 * ip.getAddress().length,
                    "not a prefix length for " + ip + ": " + prefixLength);
        }

        public boolean isIpv6() {
            return ip instanceof Inet6Address;
        }

        /** As {@code ip address} takes it. */
        public String text() {
            return literal(ip) + "/" + prefixLength;
        }
    }

    /**
     * A line of /etc/hosts.
     *
     * @param names at least one host name, the canonical one first
     */
    public record Host(InetAddress ip, List<String> names) {
        public Host {
            names = List.copyOf(names);
            require(!names.isEmpty(), "no name for " + ip);
            for (var name : names) {
                require(HOST_NAME.matcher(name).matches(), "not a host name: " + name);
            }
        }
    }

    /**
     * Copies an initramfs with this seed in it.
     *
     * @param initrd a cpio archive, compressed or not, such as {@link GuestImage#initrd}
     * @param target where the copy goes; a file that is there is replaced
     * @return {@code target}
     */
    public Path appendTo(Path initrd, Path target) throws IOException {
        try (var out = Files.newOutputStream(target)) {
            out.write(new byte[(int) (-Files.copy(initrd, out) & (ALIGNMENT - 1))]);
            CpioArchive.write(List.of(new CpioArchive.Directory("espalier"),
                    CpioArchive.File.of("espalier/seed", 0644, encoded().getBytes(StandardCharsets.US_ASCII))), out);
        }
        return target;
    }

    /** The seed as the guest reads it: a line for each fact, words separated by blanks. */
    String encoded() {
        var lines = new ArrayList<String>();
        lines.add("hostname " + hostname);
        for (var card : cards) {
            lines.add("nic " + card.index() + " " + card.mac());
            for (var address : card.addresses()) {
                lines.add("address " + card.index() + " " + address.text());
            }
        }
        namedAddresses().forEach(line -> lines.add("host " + line));
        return String.join("\n", lines) + "\n";
    }

    /** What /etc/hosts is to say. */
    public String hostsFile() {
        return String.join("\n", Stream.concat(
                Stream.of("127.0.0.1 localhost", "::1 localhost ip6-localhost ip6-loopback"),
                namedAddresses().stream()).toList()) + "\n";
    }

    private List<String> namedAddresses() {
        var lines = new ArrayList<String>();
        hosts.forEach(host -> lines.add(literal(host.ip()) + " " + String.join(" ", host.names())));
        if (hosts.stream().noneMatch(host -> host.names().contains(hostname))) {
            lines.add("127.0.1.1 " + hostname);
        }
        return lines;
    }

    /** An address without the zone that Java appends to a scoped one, which means nothing on another machine. */
    private static String literal(InetAddress ip) {
        var text = ip.getHostAddress();
        return ip instanceof Inet6Address && text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
