package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.espalier.runtime.supervision.ChildState.Dead;
import dev.espalier.runtime.supervision.ChildState.Live;
import dev.espalier.runtime.supervision.ChildState.NotRunning;
import dev.espalier.runtime.supervision.ChildState.Restarting;
import dev.espalier.runtime.supervision.ChildTable.Entry;

/** The answers that follow from what is known about the children, with no child being started or stopped. */
final class ChildCalls {

    private ChildCalls() {}

    static CoreEvent.StartAnswer alreadyThere(Entry child) {
        return switch (child.state()) {
            case NotRunning none -> new CoreEvent.AlreadyPresent();
            case Restarting restarting -> new CoreEvent.AlreadyPresent();
            case Live live -> new CoreEvent.AlreadyStarted(live.token());
            case Dead dead -> new CoreEvent.AlreadyStarted(dead.token());
        };
    }

    static DeleteReply delete(ChildTable children, String id) {
        return children.find(id).map(child -> switch (child.state()) {
            case NotRunning none -> {
                children.remove(child);
                yield new DeleteReply.Deleted();
            }
            case Restarting restarting -> new DeleteReply.Restarting();
            case Live live -> new DeleteReply.Running();
            case Dead dead -> new DeleteReply.Running();
        }).orElseGet(DeleteReply.NotFound::new);
    }

    static ChildSpecReply spec(ChildTable children, String id) {
        return children.find(id)
                .<ChildSpecReply>map(child -> new ChildSpecReply.Found(child.spec()))
                .orElseGet(ChildSpecReply.NotFound::new);
    }

    static ChildCounts count(ChildTable children) {
        int active = 0;
        int supervisors = 0;
        for (Entry child : children.all()) {
            if (child.state() instanceof Live) {
                active++;
            }
            if (child.spec().type() == ChildType.SUPERVISOR) {
                supervisors++;
            }
        }
        int specs = children.all().size();
        return new ChildCounts(specs, active, supervisors, specs - supervisors);
    }

    static List<CoreEvent.ChildSnapshot> list(ChildTable children) {
        List<CoreEvent.ChildSnapshot> newestFirst = new ArrayList<>();
        for (Entry child : children.all()) {
            newestFirst.add(child.snapshot());
        }
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }
}
