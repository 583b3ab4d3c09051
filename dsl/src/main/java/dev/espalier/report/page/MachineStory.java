package dev.espalier.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.report.Fact;
import dev.espalier.report.page.Span.Kind;
import dev.espalier.report.page.Span.Outcome;

/** What became of one machine in a run. */
final class MachineStory {
    private enum Key {
        STATE,
        LINKS
    }

    private static final int MOST_MOMENTS = 500;

    private final String name;
    private final Spans states = new Spans();
    private final Spans links = new Spans();
    private final Spans activities = new Spans();
    private final List<Moment> moments = new ArrayList<>();
    private List<Fact> facts = List.of();
    private Kind state = Kind.BOOT;

    MachineStory(String name) {
        this.name = name;
    }

    void described(List<Fact> known) {
        facts = known;
    }

    /** It has begun to be in a state, and is in no other any more. */
    void turns(Kind kind, String words, Instant at, String endOfTheLast) {
        states.end(Key.STATE, at, Outcome.DONE, endOfTheLast);
        states.begin(Key.STATE, Span.begun(kind, words, at));
        state = kind;
    }

    /** It is off; a boot that ends so has failed. */
    void ends(Moment moment) {
        states.end(Key.STATE, moment.at(), state == Kind.BOOT ? Outcome.FAILED : Outcome.DONE, "");
        sees(moment);
    }

    void sees(Moment moment) {
        if (moments.size() < MOST_MOMENTS) {
            moments.add(moment);
        }
    }

    void linksChange(Instant at, List<String> faults) {
        links.end(Key.LINKS, at, Outcome.DONE, "");
        if (!faults.isEmpty()) {
            links.begin(Key.LINKS, Span.begun(Kind.FAULT, String.join(", ", faults), at));
        }
    }

    String name() {
        return name;
    }

    List<Fact> facts() {
        return facts;
    }

    /** When it booted, and was up. */
    Spans states() {
        return states;
    }

    /** When something was wrong with its links. */
    Spans links() {
        return links;
    }

    /** Commands and waits. */
    Spans activities() {
        return activities;
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
