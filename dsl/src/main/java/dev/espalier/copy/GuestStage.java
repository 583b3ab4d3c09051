package dev.espalier.copy;

import java.time.Duration;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.guest.Guest;

/** The place in a guest where a copy grows, beside the name that it gets when it is whole. */
final class GuestStage {
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Guest guest;
    private final GuestPath target;
    private final GuestPath place;

    GuestStage(Guest guest, GuestPath target) {
        this.guest = guest;
        this.target = target;
        this.place = target.sibling(StageName.random());
    }

    /** Has {@code bytes} become what {@code source} was; if they do not, nothing of them stays. */
    void receive(HostSource source, ShellInput bytes, Duration timeout) throws CopyTrouble {
        require(source.admission(target.word()) + "; mkdir -p " + target.parent().word() + "; trap 'rm -rf "
                + place.word().replace("'", "'\\''") + "' EXIT; " + source.unpacking(place.word()) + "; trap - EXIT",
                bytes, timeout);
    }

    void publish() throws CopyTrouble {
        require("[ ! -d " + target.word() + " ] || [ -L " + target.word() + " ] || rmdir " + target.word() + "; mv -fT "
                + place.word() + " " + target.word(), ShellInput.none(), MOMENT);
    }

    void discard() {
        var unused = guest.look("rm -rf " + place.word(), MOMENT);
    }

    private void require(String script, ShellInput input, Duration timeout) throws CopyTrouble {
        var said = new CollectedOutput();
        var status = guest.begin(new ShellCommand(script, timeout), input, OutputSink.nowhere(), said).await();
        CopyTrouble.unlessSuccessful(status, said, timeout);
    }
}
