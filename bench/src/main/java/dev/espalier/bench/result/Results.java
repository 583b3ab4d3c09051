package dev.espalier.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.espalier.bench.Host;

/** What came out so far. */
public final class Results {
    private static final int WHOLE = 100;

    private record Key(Row row, Contender contender) {}

    private record Guest(Setting setting, Contender contender) {}

    private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Guest, List<Double>> commands = new LinkedHashMap<>();
    private final List<Report.Absence> absences = new ArrayList<>();
    private final Map<String, Report.Took> took = new LinkedHashMap<>();

    public void add(Row row, Contender contender, Sample sample) {
        samples.computeIfAbsent(new Key(row, contender), first -> new ArrayList<>()).add(sample);
    }

    /** @param millis of single commands */
    public void addCommands(Setting setting, Contender contender, List<Double> millis) {
        commands.computeIfAbsent(new Guest(setting, contender), first -> new ArrayList<>()).addAll(millis);
    }

    /** Once for each. */
    public void absent(String what, String why) {
        var absence = new Report.Absence(what, why);
        if (!absences.contains(absence)) {
            absences.add(absence);
        }
    }

    /** Once more. */
    public void took(String part, double seconds) {
        took.put(part, took.getOrDefault(part, new Report.Took(part, 0, 0)).once(seconds));
    }

    public Report report(String taken, Host host, String extent) {
        return new Report(Report.VERSION, taken, host, extent,
                samples.entrySet()
                        .stream()
                        .map(entry -> new Report.Entry(entry.getKey().row(), entry.getKey().contender(),
                                List.copyOf(entry.getValue())))
                        .toList(),
                commands.entrySet()
                        .stream()
                        .map(entry -> new Report.Latencies(entry.getKey().setting(), entry.getKey().contender(),
                                percentiles(entry.getValue())))
                        .toList(),
                absences, List.copyOf(took.values()));
    }

    private static List<Double> percentiles(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return IntStream.rangeClosed(0, WHOLE)
                .mapToObj(percent -> sorted.get((sorted.size() - 1) * percent / WHOLE))
                .toList();
    }
}
