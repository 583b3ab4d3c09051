package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Traces of a dynamic supervisor without the order among its children: each goes its own way, and only what
 * happens to one child has an order.
 */
final class SideBySide {

    private SideBySide() {}

    /** Sorts neighbouring lines about children by child, and leaves those about one child as they are. */
    static List<String> sorted(List<String> trace) {
        List<String> sorted = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (String line : trace) {
            if (child(line).isEmpty()) {
                flush(run, sorted);
                sorted.add(line);
            } else {
                run.add(line);
            }
        }
        flush(run, sorted);
        return sorted;
    }

    private static void flush(List<String> run, List<String> sorted) {
        run.sort(Comparator.comparing(SideBySide::child));
        sorted.addAll(run);
        run.clear();
    }

    /** Whom a line is about; empty if about nobody but the supervisor. */
    private static String child(String line) {
        String[] words = line.strip().split(" ", -1);
        return switch (words[0]) {
            case "start", "ignore", "initfail", "failfun", "badret", "terminate", "exit" ->
                words[1].equals("root") ? "" : words[1];
            case "report" -> words[3];
            default -> "";
        };
    }
}
