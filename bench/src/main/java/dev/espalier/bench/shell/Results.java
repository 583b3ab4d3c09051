package dev.espalier.bench.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.bench.Range;

/** What came out so far. */
final class Results {

    /** Who was measured. */
    enum Contender {
        NIXOS("NixOS's protocol"),
        FLOOR("floor"),
        ESPALIER("Espalier");

        private final String title;

        Contender(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Map<Figure, Map<Contender, List<Double>>> values = new EnumMap<>(Figure.class);

    void add(Figure figure, Contender contender, double value) {
        values.computeIfAbsent(figure, unknown -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, unknown -> new ArrayList<>())
                .add(value);
    }

    Optional<Range> range(Figure figure, Contender contender) {
        return Optional.ofNullable(values.getOrDefault(figure, Map.of()).get(contender)).map(Range::of);
    }
}
