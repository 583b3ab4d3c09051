package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.error.CommandLost;
import dev.espalier.error.WaitTimedOut;

/** The way of a systemd from its initial RAM disk to the root file system, on which the shell dies once. */
record RootSwitch(Guest guest) {
    private static final String WHAT = "the shell of its root file system";
    private static final String SWITCH = "systemctl --no-block isolate initrd-switch-root.target";

    /** A shell of the first stage that outlives it sees an empty root, which is not that of the first process. */
    private static final String IS_THERE = "[ / -ef /proc/1/root ] && [ ! -e /etc/initrd-release ] || { sleep 0.1; exit 1; }";

    private static final Duration LOOK = Duration.ofSeconds(10);

    void await(Deadline deadline) {
        guest.waiting(WHAT, () -> {
            var unused = succeeds(SWITCH);
            while (!succeeds(IS_THERE)) {
                if (deadline.passed()) {
                    throw new WaitTimedOut(guest.name(), WHAT, deadline.elapsed(), "", guest.consoleTail());
                }
            }
            return WHAT;
        });
    }

    private boolean succeeds(String command) {
        try {
            return guest.look(command, LOOK).succeeded();
        } catch (CommandLost withTheFirstStage) {
            return false;
        }
    }
}
