package dev.espalier.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandResult;
import dev.espalier.error.Finding;

/** What systemd and the journal say about a unit that was part of a failure; nothing in a guest without them. */
public final class UnitInquiry {
    /** What follows is the tree of its processes. */
    private static final int STATUS_LINES = 30;
    private static final int JOURNAL_LINES = 20;
    private static final int LONGEST_LINE = 500;
    private static final int MOST_UNITS = 2;

    /** Between the parts of what is said: nothing that systemd prints has it. */
    private static final String SEPARATOR = "\u001e";
    private static final int PARTS = 3;

    private final Guest guest;
    private final UnitManager manager;
    private final String unit;

    UnitInquiry(Guest guest, UnitManager manager, String unit) {
        this.guest = guest;
        this.manager = manager;
        this.unit = unit;
    }

    /** About the units of the guest's systemd that a command was about, by its words or by what it wrote. */
    public static List<Finding> about(Guest guest, String command, CommandResult result) {
        return SystemctlUse.units(command, result.stderr())
                .stream()
                .limit(MOST_UNITS)
                .flatMap(unit -> new UnitInquiry(guest, new UnitManager.OfSystem(), unit).findings().stream())
                .toList();
    }

    List<Finding> findings() {
        var parts = Diagnosis.of(guest, question()).split(SEPARATOR, PARTS);
        var findings = new ArrayList<Finding>();
        findings.add(new Finding("systemd says of " + unit, parts[0].stripTrailing()));
        if (parts.length > 1) {
            findings.add(new Finding("journal of " + unit, parts[1]));
        }
        if (parts.length > 2) {
            findings.add(new Finding("pending jobs and other failed units", others(parts[2])));
        }
        return findings;
    }

    private String question() {
        var systemctl = manager.systemctl();
        return "command -v systemctl >/dev/null && [ -d /run/systemd/system ] || exit 0; " + manager.prelude()
                + systemctl + " status --no-pager --full --lines=0 -- " + ShellWords.quoted(unit) + " | head -n "
                + STATUS_LINES
                + "; printf '\\036'; "
                + manager.journalOf(unit) + " --quiet --no-hostname --lines=" + JOURNAL_LINES
                + " | cut -b -" + LONGEST_LINE
                + "; printf '\\036'; "
                + systemctl + " list-jobs --no-pager --no-legend; "
                + systemctl + " --failed --no-pager --no-legend --plain";
    }

    private String others(String jobsAndFailed) {
        return jobsAndFailed.lines()
                .filter(line -> !line.startsWith(unit + " ") && !line.startsWith(unit + ".service "))
                .collect(Collectors.joining("\n"));
    }
}
