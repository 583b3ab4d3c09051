package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/** The incarnations a core has asked for, as the world has them, and what may be said of their tokens. */
final class TokenLedger {

    /** Where an incarnation is, which only the world knows for sure. */
    enum Stage {
        STARTING,

        /** It has been killed because it did not come up in time. */
        OVERDUE,

        RUNNING,
        ASKED,
        KILLED,

        /** It has been killed in vain, and its supervisor goes on without it. */
        ABANDONED
    }

    /** An incarnation that has not ended. */
    record Being(ChildSpec spec, Stage stage) {}

    private final Map<Long, Being> alive = new LinkedHashMap<>();
    private final Map<Long, ChildSpec> unburied = new LinkedHashMap<>();
    private final List<Long> buried = new ArrayList<>();
    private long newest;

    /** Notes a token that stands for something new. */
    void use(long token) {
        assertThat(token).as("a token of its own").isGreaterThan(newest);
        newest = token;
    }

    void spawn(long token, ChildSpec spec) {
        use(token);
        alive.put(token, new Being(spec, Stage.STARTING));
        unburied.put(token, spec);
    }

    void ask(long token) {
        assertThat(being(token).stage()).as("stage of who is asked to stop")
                .isIn(Stage.STARTING, Stage.RUNNING,
                        Stage.KILLED);
        advance(token, Stage.ASKED);
    }

    void kill(long token) {
        assertThat(being(token).stage()).as("stage of who is killed").isIn(Stage.STARTING, Stage.RUNNING, Stage.ASKED);
        advance(token, Stage.KILLED);
    }

    void isOverdue(long token) {
        advance(token, Stage.OVERDUE);
    }

    void isAbandoned(long token) {
        advance(token, Stage.ABANDONED);
    }

    ChildSpec bury(long token) {
        assertThat(alive.containsKey(token) && !isAt(Stage.ABANDONED, token)).as("%s is buried alive", token)
                .isFalse();
        assertThat(unburied).as("incarnations that are not buried").containsKey(token);
        buried.add(token);
        return Objects.requireNonNull(unburied.remove(token));
    }

    void isUp(long token) {
        if (being(token).stage() == Stage.STARTING) {
            advance(token, Stage.RUNNING);
        }
    }

    void isGone(long token) {
        alive.remove(token);
    }

    private void advance(long token, Stage stage) {
        alive.put(token, new Being(being(token).spec(), stage));
    }

    Being being(long token) {
        assertThat(alive).as("living incarnations").containsKey(token);
        return Objects.requireNonNull(alive.get(token));
    }

    boolean isAt(Stage stage, long token) {
        Being being = alive.get(token);
        return being != null && being.stage() == stage;
    }

    boolean isKnown(long token) {
        return unburied.containsKey(token);
    }

    boolean isNamed(String id) {
        return unburied.values().stream().anyMatch(spec -> spec.id().equals(id));
    }

    Map<Long, ChildSpec> unburied() {
        return unburied;
    }

    /** One of those who are at this stage, if there are any. */
    OptionalLong pick(int which, Stage... stages) {
        List<Long> candidates = new ArrayList<>();
        alive.forEach((token, being) -> {
            if (Set.of(stages).contains(being.stage())) {
                candidates.add(token);
            }
        });
        return candidates.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(candidates.get(Math.floorMod(which, candidates.size())));
    }

    /** A token that stands for nobody: of one that is buried, or never used. */
    long pickStale(int which) {
        return which % 2 == 0 || buried.isEmpty()
                ? Math.min(-which, -1)
                : buried.get(Math.floorMod(which, buried.size()));
    }
}
