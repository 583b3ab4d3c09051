package dev.espalier.backends.shell;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Commands whose turn has not come, in the order they were given. */
final class WaitingCommands {
    private final Queue<GuestShell.Execute> commands = new ArrayDeque<>();

    void add(GuestShell.Execute command) {
        commands.add(command);
    }

    int size() {
        return commands.size();
    }

    Optional<GuestShell.Execute> take() {
        return Optional.ofNullable(commands.poll());
    }

    /** Has one of them not run. */
    void cancel(Asker replyTo) {
        if (commands.removeIf(command -> command.replyTo().equals(replyTo))) {
            replyTo.tell(new ShellReply.Interrupted("it was cancelled before it began"));
        }
    }

    void refuse(ShellReply reply) {
        commands.forEach(command -> command.replyTo().tell(reply));
        commands.clear();
    }
}
