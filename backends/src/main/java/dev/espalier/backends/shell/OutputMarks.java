package dev.espalier.backends.shell;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes one command's progress of the marks on its two outputs, each read by a thread of its own. Whoever comes to the second
 * end tells of both: the command's owner is woken once.
 */
final class OutputMarks {
    private static final int OUTPUTS = 2;

    private final Consumer<Progress> owner;
    private final AtomicInteger open = new AtomicInteger(OUTPUTS);
    private volatile Optional<Framing.Ended> stdout = Optional.empty();
    private volatile Optional<Framing.Ended> stderr = Optional.empty();

    OutputMarks(Consumer<Progress> owner) {
        this.owner = owner;
    }

    void heardOut(Framing.Mark mark) {
        if (mark instanceof Framing.Ended end) {
            stdout = Optional.of(end);
        }
        heard(mark);
    }

    void heardErr(Framing.Mark mark) {
        if (mark instanceof Framing.Ended end) {
            stderr = Optional.of(end);
        }
        heard(mark);
    }

    private void heard(Framing.Mark mark) {
        switch (mark) {
            case Framing.Begun(var number) -> owner.accept(new Progress.Begun(number));
            case Framing.Refused refused -> owner.accept(Progress.Unwanted.INSTANCE);
            case Framing.Ended ended -> {
                if (open.decrementAndGet() == 0) {
                    owner.accept(new Progress.Over(stdout.orElseThrow(), stderr.orElseThrow()));
                }
            }
        }
    }
}
