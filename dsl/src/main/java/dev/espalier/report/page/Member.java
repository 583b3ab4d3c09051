package dev.espalier.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.espalier.report.SupervisionStep;

/** A member of the supervision tree, all that became of it, and what it supervises. */
final class Member {
    private static final int MOST_INCIDENTS = 20;
    private static final int MOST_CHILDREN = 200;
    private static final String OTHERS = "others";

    /** What a person who looks at the tree has to know. */
    record Incident(Instant at, SupervisionStep step, String why) {}

    private final String id;
    private final Map<String, Member> children = new LinkedHashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private int starts;
    private int incidentCount;

    Member(String id) {
        this.id = id;
    }

    /** The one at a path of ids below this one, which is there from now on. */
    Member at(List<String> path) {
        var member = this;
        for (var step : path) {
            member = member.child(step);
        }
        return member;
    }

    private Member child(String name) {
        return children.computeIfAbsent(
                children.size() < MOST_CHILDREN || children.containsKey(name) ? name : OTHERS, Member::new);
    }

    void hear(Incident incident) {
        switch (incident.step()) {
            case UP -> starts++;
            case ENDED -> {
            }
            case CRASHED, NOT_STARTED, KILLED, ABANDONED, GIVEN_UP -> {
                incidentCount++;
                if (incidents.size() < MOST_INCIDENTS) {
                    incidents.add(incident);
                }
            }
        }
    }

    String id() {
        return id;
    }

    /** How often it came up. */
    int starts() {
        return starts;
    }

    /** The first of what went wrong with it. */
    List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** How much more went wrong with it. */
    int incidentsLeftOut() {
        return incidentCount - incidents.size();
    }

    List<Member> children() {
        return List.copyOf(children.values());
    }
}
