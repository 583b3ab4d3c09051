package dev.espalier;

import java.time.Duration;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandResult;
import dev.espalier.error.UnitFailed;

/** Waiting for a systemd unit, with the rules of the NixOS test driver. */
record UnitWait(String unit) {
    private static final Duration DIAGNOSIS = Duration.ofSeconds(30);

    private static final String ACTIVE = "active";
    private static final String FAILED = "failed";
    private static final String IDLE = "inactive, no jobs";

    void await(Polling polling, Machine machine) {
        var unused = polling.until(look(), result -> isActive(result, machine), () -> diagnosis(machine));
    }

    /** Says the unit's state, and of an inactive one whether any job is left that may start it. */
    private String look() {
        var name = ShellWords.quoted(unit);
        return """
                { s=$(systemctl show --property=ActiveState --value -- %s); \
                if [ "$s" = inactive ] && [ -z "$(systemctl list-jobs --no-legend --plain)" ] \
                && [ "$(systemctl show --property=ActiveState --value -- %s)" = inactive ]; \
                then s='%s'; fi; echo "$s"; case $s in active | failed | "%s") ;; *) false;; esac; }"""
                .formatted(name, name, IDLE, IDLE);
    }

    private boolean isActive(CommandResult result, Machine machine) {
        return switch (result.stdout().strip()) {
            case ACTIVE -> true;
            case FAILED -> throw failed(machine, "has failed");
            case IDLE -> throw failed(machine, "is inactive and there are no pending jobs");
            default -> false;
        };
    }

    private UnitFailed failed(Machine machine, String why) {
        return new UnitFailed(machine.name(), unit, why, diagnosis(machine), machine.consoleTail());
    }

    private String diagnosis(Machine machine) {
        var name = ShellWords.quoted(unit);
        return machine.look("set +e; exec 2>&1; systemctl status --no-pager --full -- " + name
                + "; systemctl list-jobs --no-pager; systemctl --failed --no-pager --no-legend"
                + "; journalctl --boot --no-pager --lines=20 --unit=" + name, DIAGNOSIS).stdout();
    }
}
