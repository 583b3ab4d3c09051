package dev.espalier.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import dev.espalier.script.ScriptVariable;

/** Checks machine names, each by itself and against those before it. */
final class MachineNames {
    static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final Problems problems;
    private final Map<String, String> byVariable = new HashMap<>();
    private final Map<String, String> byHostName = new HashMap<>();

    MachineNames(Problems problems) {
        this.problems = problems;
    }

    void check(Section.Entry machine) {
        var name = machine.key();
        if (!NAME.matcher(name).matches()) {
            problems.add(machine.at(), machine.path(), new Complaint.UnexpectedValue("\"" + name + "\"",
                    "a machine's name of letters, digits and hyphens, beginning with a letter, ending with a letter or "
                            + "digit, at most 63 characters",
                    Optional.of(name.replace('_', '-')).filter(repaired -> NAME.matcher(repaired).matches())));
        } else if (!ScriptVariable.isUsable(ScriptVariable.of(name))) {
            problems.add(machine.at(), machine.path(), new Complaint.UnexpectedValue("\"" + name + "\"",
                    "a machine's name that a test script can use as a variable, which a word of the Java language cannot be",
                    Optional.of(name + "-1")));
        }
        if (isUnique(machine, "host name", host -> host.toLowerCase(Locale.ROOT), byHostName)) {
            isUnique(machine, "variable in a test script", ScriptVariable::of, byVariable);
        }
    }

    private boolean isUnique(Section.Entry machine, String what, UnaryOperator<String> key,
            Map<String, String> before) {
        var name = machine.key();
        var other = before.putIfAbsent(key.apply(name), name);
        if (other != null) {
            problems.add(machine.at(), machine.path(),
                    new Complaint.Ambiguous(name, other, what + " " + key.apply(name)));
        }
        return other == null;
    }
}
