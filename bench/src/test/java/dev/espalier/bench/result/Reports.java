package dev.espalier.bench.result;

import java.util.stream.DoubleStream;

import dev.espalier.bench.Host;

/** Reports that nobody measured. */
public final class Reports {
    public static final Setting TINY = new Setting("qemu", "tiny");
    public static final Row COMMAND = Row.of(TINY, Work.COMMAND);
    static final Host HOST = new Host("a processor", 2, 0.1, "6.1", "25", Host.Guests.EMULATED);

    private final Results results = new Results();

    /** Rounds that nobody disturbed. */
    public Reports with(Row row, Contender contender, double... values) {
        DoubleStream.of(values).forEach(value -> results.add(row, contender, new Sample(value, 0)));
        return this;
    }

    Reports disturbed(Row row, Contender contender, double... values) {
        DoubleStream.of(values).forEach(value -> results.add(row, contender, new Sample(value, 1)));
        return this;
    }

    public Reports absent(String what, String why) {
        results.absent(what, why);
        return this;
    }

    Reports took(String part, double... seconds) {
        DoubleStream.of(seconds).forEach(some -> results.took(part, some));
        return this;
    }

    public Reports commands(Setting setting, Contender contender, double... millis) {
        results.addCommands(setting, contender, DoubleStream.of(millis).boxed().toList());
        return this;
    }

    public Report report() {
        return results.report("2026-01-02T03:04:05Z", HOST, "a few rounds");
    }
}
