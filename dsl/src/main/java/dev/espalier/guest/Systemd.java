package dev.espalier.guest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.UnitFailed;

/** The guest's systemd: its units, or those of a user's own manager, and their journal. */
public final class Systemd {
    private static final String ACTIVE_STATE = "ActiveState";

    private final Guest guest;
    private final String whose;
    private final UnitManager manager;

    public Systemd(Guest guest) {
        this(guest, "", new UnitManager.OfSystem());
    }

    private Systemd(Guest guest, String whose, UnitManager manager) {
        this.guest = guest;
        this.whose = whose;
        this.manager = manager;
    }

    /** The units of a user's own manager, which runs while the user is logged in or lingers. */
    public Systemd ofUser(String user) {
        return new Systemd(guest, " of user " + user, new UnitManager.OfUser(new GuestUser(user)));
    }

    /** As {@link #waitForUnit(String, Duration)}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    public void waitForUnit(String unit) {
        waitForUnit(unit, Guest.DEFAULT_TIMEOUT);
    }

    /**
     * Waits until a unit is active.
     *
     * @param unit its name; without a suffix, a service
     * @throws UnitFailed                      at once if it has failed, or is inactive and nothing is going to start it
     * @throws dev.espalier.error.ToolMissing  at once if the guest has no systemd
     * @throws dev.espalier.error.WaitTimedOut if it is still not active; with what systemd says about it
     */
    public void waitForUnit(String unit, Duration timeout) {
        new UnitWait(guest, manager, unit).await("unit " + unit + whose, timeout);
    }

    /**
     * Has a guest whose systemd still runs in its initial RAM disk switch to its root file system, and waits until that one's
     * shell answers. Nothing of the first stage lives on: what runs there ends with {@link dev.espalier.error.CommandLost} or
     * an exit status that says of a signal.
     *
     * @throws UnitFailed                      if the guest is not, or not any more, in its initial RAM disk
     * @throws dev.espalier.error.WaitTimedOut if no shell of the root file system answers
     */
    public void switchRoot(Duration timeout) {
        var deadline = Deadline.in(timeout, guest.clock());
        waitForUnit("initrd.target", timeout);
        new RootSwitch(guest).await(deadline);
    }

    /** Runs {@code systemctl} with arguments as one writes them in a shell; any exit status is a result. */
    public CommandResult systemctl(String arguments) {
        return guest.execute(systemctlWith(arguments), CommandOptions.DEFAULT);
    }

    /** Starts a unit; whether that works is in the result. */
    public CommandResult startJob(String unit) {
        return systemctl("start -- " + ShellWords.quoted(unit));
    }

    /** Stops a unit; whether that works is in the result. */
    public CommandResult stopJob(String unit) {
        return systemctl("stop -- " + ShellWords.quoted(unit));
    }

    /**
     * All properties of a unit, in systemd's order. One that systemd says several times has its values on lines of their
     * own.
     */
    public Map<String, String> getUnitInfo(String unit) {
        var info = new LinkedHashMap<String, String>();
        for (var line : output(systemctlWith("show --no-pager -- " + ShellWords.quoted(unit))).split("\n", -1)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                info.merge(line.substring(0, equals), line.substring(equals + 1), (one, more) -> one + "\n" + more);
            }
        }
        return info;
    }

    /** @throws UnitFailed if systemd knows no such property */
    public String getUnitProperty(String unit, String property) {
        var shown = output(systemctlWith("show --no-pager --property=" + ShellWords.quoted(property) + " -- "
                + ShellWords.quoted(unit)));
        if (!shown.startsWith(property + "=")) {
            throw failed(unit, "has no property " + property);
        }
        return shown.substring(property.length() + 1).stripTrailing();
    }

    /** @throws UnitFailed if the unit is in another state, such as {@code inactive}; with what systemd says about it */
    public void requireUnitState(String unit, String state) {
        var actual = getUnitProperty(unit, ACTIVE_STATE);
        if (!actual.equals(state)) {
            throw failed(unit, "is " + actual + " and was to be " + state);
        }
    }

    /** Everything that the journal holds since the guest booted. */
    public String journal() {
        return output(manager.prelude() + manager.journal());
    }

    /** What the journal holds of a unit since the guest booted. */
    public String journal(String unit) {
        return output(manager.prelude() + manager.journalOf(unit));
    }

    /** The last lines that the journal holds of a unit since the guest booted. */
    public String journal(String unit, int lines) {
        return output(manager.prelude() + manager.journalOf(unit) + " --lines=" + lines);
    }

    private String systemctlWith(String arguments) {
        return manager.prelude() + manager.systemctl() + " " + arguments;
    }

    private String output(String command) {
        var result = guest.execute(command, CommandOptions.DEFAULT);
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), command, result, guest.consoleTail());
        }
        return result.stdout();
    }

    private UnitFailed failed(String unit, String why) {
        return new UnitFailed(guest.name(), unit, why, new UnitInquiry(guest, manager, unit).findings(),
                guest.consoleTail());
    }
}
