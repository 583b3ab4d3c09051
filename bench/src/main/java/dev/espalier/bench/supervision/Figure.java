package dev.espalier.bench.supervision;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import dev.espalier.bench.Unit;

/** What is compared, and what we ask of ourselves. */
record Figure(String work, Unit unit, Optional<Goal> goal, ToDoubleFunction<Round> value) {

    /** In the figure's unit: the worst that is accepted, and what is wished for. */
    record Goal(double must, double aim) {}

    static List<Figure> all(Sizes sizes) {
        Goal rate = new Goal(15_000, 40_000);
        Goal time = new Goal(2, 0.8);
        String children = number(sizes.children()) + " dynamic children: ";
        return List.of(
                figure("a restart, crash to up: median", Unit.MICROSECONDS, new Goal(80, 40),
                        round -> round.few().microsOfPercentile(50)),
                new Figure("a restart, crash to up: 99th percentile", Unit.MICROSECONDS, Optional.empty(),
                        round -> round.few().microsOfPercentile(99)),
                figure(number(sizes.fewRestarts()) + " restarts in the window", Unit.PER_SECOND, rate,
                        round -> round.few().perSecond()),
                figure(number(sizes.manyRestarts()) + " restarts in the window", Unit.PER_SECOND, rate,
                        round -> round.many().perSecond()),
                figure(children + "start", Unit.SECONDS, time, round -> round.crowd().startSeconds()),
                figure(children + "stop", Unit.SECONDS, time, round -> round.crowd().stopSeconds()),
                figure("memory per idle dynamic child", Unit.KILOBYTES, new Goal(2.6, 1.5),
                        round -> round.crowd().kilobytesPerChild()));
    }

    double of(Round round) {
        return value.applyAsDouble(round);
    }

    private static Figure figure(String work, Unit unit, Goal goal, ToDoubleFunction<Round> value) {
        return new Figure(work, unit, Optional.of(goal), value);
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
