package dev.espalier.repl;

import java.util.Collection;
import java.util.stream.Collectors;

/** What somebody at a terminal reads before the first prompt. */
final class Greeting {
    private static final int MOST_NAMES = 8;

    private Greeting() {}

    /** @param machines the names of their variables */
    static String of(Collection<String> machines) {
        var names = machines.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        var more = machines.size() <= MOST_NAMES ? "" : " and " + (machines.size() - MOST_NAMES) + " more";
        var one = machines.stream().sorted().findFirst().orElse("machine");
        return """
                machines: %s%s
                try:      startAll(), testScript(), %s.succeed("uname -a"), %s.interact()
                keys:     Tab completes, Ctrl-C ends a line that runs, Ctrl-D takes all down
                """.formatted(names, more, one, one);
    }
}
