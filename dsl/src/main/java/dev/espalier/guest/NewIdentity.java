package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandFailed;

/** Makes a guest that goes on from another machine's snapshot the machine that it is: by name, addresses and neighbours. */
public final class NewIdentity {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Guest guest;
    private final GuestSeed seed;

    /** @param seed what it would have had at a boot */
    public NewIdentity(Guest guest, GuestSeed seed) {
        this.guest = guest;
        this.seed = seed;
    }

    /**
     * Has the guest take it. Its links are to be blocked until then: it has the addresses of the other machine.
     *
     * @throws CommandFailed if it cannot
     */
    public void take() {
        var script = script(seed);
        var taken = guest.look(script, CommandOptions.within(LIMIT));
        if (!taken.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), script, taken, guest.consoleTail());
        }
    }

    static String script(GuestSeed seed) {
        var script = new StringBuilder();
        script.append("hostname ").append(seed.hostname()).append('\n');
        script.append("echo ").append(seed.hostname()).append(" >/etc/hostname\n");
        script.append("printf %s ").append(ShellWords.quoted(seed.hostsFile())).append(" >/etc/hosts\n");
        for (var card : seed.cards()) {
            var device = "eth" + card.index();
            script.append("ip link set ").append(device).append(" down\n");
            script.append("ip address flush dev ").append(device).append('\n');
            script.append("ip link set ").append(device).append(" address ").append(card.mac()).append('\n');
            script.append("ip link set ").append(device).append(" up\n");
            for (var address : card.addresses()) {
                script.append("ip address add ").append(address.text()).append(" dev ").append(device).append('\n');
            }
        }
        return script.toString();
    }
}
