package dev.espalier.guest;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which units of the system's manager a command was about. A guess: what it misses is not shown, and that is all. */
final class SystemctlUse {
    private static final String UNITS = "(?:\\s+[\"']?[\\w@:.\\\\-]+[\"']?(?=[\\s;&|)\"']|$))+";

    /** Options come without values, or with an equals sign; those that name another manager are none of these. */
    private static final Pattern CALL = Pattern.compile("\\bsystemctl((?:\\s+-\\S+)*)\\s+"
            + "(?:start|restart|try-restart|reload|reload-or-restart|stop|is-active|is-failed|status|isolate|enable)"
            + "((?:\\s+-\\S+)*)(" + UNITS + ")");
    private static final Pattern OTHER_MANAGER = Pattern.compile("\\s--(?:user|host|machine|root)\\b|\\s-[HM]");

    /** How systemctl says that a job has failed which it has waited for. */
    private static final Pattern FAILED_JOB = Pattern.compile(
            "^(?:Job for|A dependency job for) (\\S+) (?:failed|canceled)",
            Pattern.MULTILINE);

    private SystemctlUse() {}

    /** Those whose jobs have failed come first. Each is named once. */
    static List<String> units(String command, String stderr) {
        var failed = FAILED_JOB.matcher(stderr).results().map(job -> job.group(1));
        var named = CALL.matcher(command)
                .results()
                .filter(call -> !OTHER_MANAGER.matcher(call.group(1) + call.group(2)).find())
                .flatMap(call -> Arrays.stream(call.group(3).strip().split("\\s+")));
        return Stream.concat(failed, named).map(SystemctlUse::fullName).distinct().toList();
    }

    private static String fullName(String word) {
        var unit = word.replaceAll("[\"']", "");
        return UnitManager.isFullName(unit) ? unit : unit + ".service";
    }
}
