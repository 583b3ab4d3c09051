package dev.espalier.bench.supervision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.espalier.bench.Host;
import dev.espalier.bench.Range;

/**
 * What was measured, and where.
 *
 * @param contenders by name, with their versions, ours last
 */
record Results(Host host, Sizes sizes, Map<String, String> contenders, List<Row> rows) {

    /** One figure of all contenders, by their names. */
    record Row(Figure figure, Map<String, Range> values) {}

    /** Measures the contenders in turn, round by round; only those after the warming up count. */
    static Results measure(Host host, Sizes sizes, List<Contender> contenders, Consumer<String> progress) {
        Map<Contender, List<Round>> rounds = new LinkedHashMap<>();
        contenders.forEach(contender -> rounds.put(contender, new ArrayList<>()));
        for (int number = 1; number <= sizes.warmUps(); number++) {
            progress.accept("warming up " + number + "/" + sizes.warmUps());
            contenders.forEach(contender -> Round.of(contender, sizes));
        }
        for (int number = 1; number <= sizes.rounds(); number++) {
            progress.accept("round " + number + "/" + sizes.rounds());
            rounds.forEach((contender, own) -> own.add(Round.of(contender, sizes)));
        }
        Map<String, String> versions = new LinkedHashMap<>();
        contenders.forEach(contender -> versions.put(contender.name(), contender.version()));
        List<Row> rows = new ArrayList<>();
        for (Figure figure : Figure.all(sizes)) {
            Map<String, Range> values = new LinkedHashMap<>();
            rounds.forEach((contender, own) -> values.put(contender.name(),
                    Range.of(own.stream().map(figure::of).toList())));
            rows.add(new Row(figure, values));
        }
        return new Results(host, sizes, versions, rows);
    }
}
