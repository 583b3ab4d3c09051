package dev.espalier.guest;

import java.time.Duration;
import java.util.stream.Stream;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandResult;
import dev.espalier.error.Finding;
import dev.espalier.error.ToolMissing;
import dev.espalier.error.UnitFailed;

/** Waiting for a systemd unit, with the rules of the NixOS test driver. */
record UnitWait(Guest guest, UnitManager manager, String unit) {
    private static final int NO_SYSTEMD = 69;
    private static final int NO_SUCH_PROGRAM = 127;

    private static final String ACTIVE = "active";
    private static final String FAILED = "failed";
    private static final String IDLE = "inactive, no jobs";

    void await(String what, Duration timeout) {
        var unused = new Polling(guest, what, timeout).until(look(), this::isActive, last -> Stream
                .concat(Stream.of(Finding.ofLastLook(last.stdout() + last.stderr())), inquiry().findings().stream())
                .toList());
    }

    /** Says the unit's state, and of an inactive one whether any job is left that may start it. */
    private String look() {
        var state = manager.systemctl() + " show --property=ActiveState --value -- " + ShellWords.quoted(unit);
        return "command -v systemctl >/dev/null && [ -d /run/systemd/system ] || exit " + NO_SYSTEMD + "; "
                + manager.prelude() + """
                        s=$(%s); if [ "$s" = inactive ]; then j=$(%s list-jobs --no-legend --plain); \
                        if [ -z "$j" ]; then s=$(%s); [ "$s" != inactive ] || s='%s'; fi; fi; echo "$s\""""
                        .formatted(state, manager.systemctl(), state, IDLE);
    }

    /** A manager that does not answer yet is waited for like the unit. */
    private boolean isActive(CommandResult result) {
        return switch (result.exitStatus()) {
            case NO_SYSTEMD -> throw new ToolMissing(guest.name(), "systemd", "a wait for a unit");
            case NO_SUCH_PROGRAM -> throw new ToolMissing(guest.name(), "setpriv", "a wait for a user's unit");
            case GuestUser.UNKNOWN -> throw failed("has no manager: " + result.stderr().strip());
            default -> switch (result.stdout().strip()) {
                case ACTIVE -> true;
                case FAILED -> throw failed("has failed and was to be active");
                case IDLE -> throw failed("is inactive and there are no pending jobs that would make it active");
                default -> false;
            };
        };
    }

    private UnitFailed failed(String why) {
        return new UnitFailed(guest.name(), unit, why, inquiry().findings(), guest.consoleTail());
    }

    private UnitInquiry inquiry() {
        return new UnitInquiry(guest, manager, unit);
    }
}
