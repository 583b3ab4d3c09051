package dev.espalier.runtime.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.espalier.runtime.supervision.ChildType;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.TreeNode;
import dev.espalier.runtime.supervision.TreeNode.Below;
import dev.espalier.runtime.supervision.TreeNode.State;
import org.junit.jupiter.api.Test;

class TreeJsonTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aWorkerSaysWhatItDoesAndHowItEndedBefore() {
        assertThat(TreeJson.of(new TreeNode("w", ChildType.WORKER, State.RUNNING, OptionalLong.of(7),
                Optional.of(ExitReason.failed("a \"quote\"\n")), NOON, new Below.Nothing()))).hasToString("""
                        {"id":"w","type":"worker","state":"running","since":"2026-11-20T12:00:00Z",\
                        "incarnation":7,"lastReason":"failed: a \\"quote\\"\\n"}""");
    }

    @Test
    void aSupervisorShowsItsChildrenAndThoseItHasGivenUpOn() {
        var child = new TreeNode("c", ChildType.WORKER, State.NOT_RUNNING, OptionalLong.empty(), Optional.empty(),
                NOON, new Below.Nothing());
        assertThat(TreeJson.of(supervisor(
                new Below.Children(2, List.of(child), List.of(new TreeNode.Abandoned("s/x", 3, Optional.empty()),
                        new TreeNode.Abandoned("s/y", 4, Optional.of("reader")))))))
                .hasToString("""
                        {"id":"s","type":"supervisor","state":"running","since":"2026-11-20T12:00:00Z","incarnation":1,\
                        "restartsLeft":2,"children":[{"id":"c","type":"worker","state":"not running",\
                        "since":"2026-11-20T12:00:00Z"}],"abandoned":[{"path":"s/x","incarnation":3},\
                        {"path":"s/y","incarnation":4,"thread":"reader"}]}""");
    }

    @Test
    void aSupervisorThatDoesNotAnswerIsSaidNotTo() {
        assertThat(TreeJson.of(supervisor(new Below.NoAnswer())).path("answered").asBoolean(true)).isFalse();
    }

    private static TreeNode supervisor(Below below) {
        return new TreeNode("s", ChildType.SUPERVISOR, State.RUNNING, OptionalLong.of(1), Optional.empty(), NOON,
                below);
    }
}
