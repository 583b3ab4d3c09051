package dev.espalier.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.espalier.bench.Host;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Results;
import dev.espalier.bench.result.Sample;
import dev.espalier.error.HostNotReady;

/** The parts, measured in turns, round by round; what others disturbed is measured once more while there is time. */
final class Session {
    private final Host host = Host.here();
    private final Instant begin = Instant.now();
    private final Results results = new Results();
    private final Map<Part, Integer> calmRuns = new LinkedHashMap<>();
    private final Extent extent;
    private final Consumer<String> progress;

    private Session(Extent extent, Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
    }

    /**
     * @param absences what is not measured, and why
     * @param progress hears what is measured now
     */
    static Report of(Extent extent, List<Part> parts, List<Report.Absence> absences, Consumer<String> progress)
            throws InterruptedException {
        var session = new Session(extent, progress);
        absences.forEach(absence -> session.results.absent(absence.what(), absence.why()));
        parts.forEach(part -> session.calmRuns.put(part, 0));
        for (int round = 1; round <= extent.rounds(); round++) {
            for (var part : session.remaining()) {
                session.measure("round " + round + "/" + extent.rounds(), part);
            }
        }
        session.repeat();
        return session.results.report(session.begin.truncatedTo(ChronoUnit.SECONDS).toString(), session.host,
                extent.words());
    }

    private List<Part> remaining() {
        return List.copyOf(calmRuns.keySet());
    }

    private List<Part> disturbed() {
        return calmRuns.entrySet()
                .stream()
                .filter(calm -> calm.getValue() < extent.rounds())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void repeat() throws InterruptedException {
        for (int round = 1; round <= extent.rounds(); round++) {
            for (var part : disturbed()) {
                if (Duration.between(begin, Instant.now()).compareTo(extent.patience()) > 0) {
                    return;
                }
                measure("once more", part);
            }
        }
    }

    private void measure(String round, Part part) throws InterruptedException {
        progress.accept(round + ": " + part.name());
        var recorder = new Recorder();
        var load = new ForeignLoad();
        var begun = System.nanoTime();
        try {
            part.measure(recorder);
        } catch (HostNotReady missing) {
            giveUp(part, String.valueOf(missing.getMessage()));
            return;
        } catch (IOException | RuntimeException failure) {
            giveUp(part, "it failed in " + round + ": " + failure);
            return;
        }
        var seconds = Stopwatch.seconds(System.nanoTime() - begun);
        results.took(part.name(), seconds);
        progress.accept("it took %.1f s".formatted(seconds));
        var foreign = load.cores();
        recorder.passTo(results, foreign);
        if (Sample.disturbs(foreign)) {
            progress.accept("others used %.2f cores meanwhile".formatted(foreign));
        } else {
            calmRuns.merge(part, 1, Integer::sum);
        }
    }

    /** What was measured of it before stays; the others go on. */
    private void giveUp(Part part, String why) {
        results.absent(part.name(), why);
        progress.accept(part.name() + " is not measured: " + why);
        calmRuns.remove(part);
    }
}
