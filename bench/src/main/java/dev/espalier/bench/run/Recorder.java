package dev.espalier.bench.run;

import java.util.ArrayList;
import java.util.List;

import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Results;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Sample;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** Takes what one run measures, and passes it on when it is known how much others disturbed it. */
public final class Recorder {
    private record Value(Row row, Contender contender, double value) {}

    private record Commands(Setting setting, Contender contender, List<Double> millis) {}

    private final List<Value> values = new ArrayList<>();
    private final List<Commands> commands = new ArrayList<>();

    public void add(Row row, Contender contender, double value) {
        values.add(new Value(row, contender, value));
    }

    public void add(Setting setting, Work work, Contender contender, double value) {
        add(Row.of(setting, work), contender, value);
    }

    void espalier(Setting setting, Work work, double value) {
        add(setting, work, Contender.ESPALIER, value);
    }

    void floor(Setting setting, Work work, double value) {
        add(setting, work, Contender.FLOOR, value);
    }

    /** Median and 95th percentile, and all of them. */
    public void commands(Setting setting, Contender contender, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        add(setting, Work.COMMAND, contender, sorted.get(sorted.size() / 2));
        add(setting, Work.COMMAND_P95, contender, sorted.get((sorted.size() - 1) * 95 / 100));
        commands.add(new Commands(setting, contender, millis));
    }

    /** @param foreign how many cores others used meanwhile */
    void passTo(Results results, double foreign) {
        values.forEach(value -> results.add(value.row(), value.contender(), new Sample(value.value(), foreign)));
        commands.forEach(some -> results.addCommands(some.setting(), some.contender(), some.millis()));
    }
}
