package dev.espalier.copy;

import java.io.IOException;
import java.time.Duration;

import dev.espalier.guest.Guest;

/** What is copied from a guest. */
sealed interface GuestSource permits GuestFile, GuestTree {
    Duration MOMENT = Duration.ofMinutes(1);

    /** Has it be at the stage's target, or nothing. */
    void copy(GuestReading reading, HostStage stage) throws IOException, CopyTrouble;

    static GuestSource of(Guest guest, GuestPath path) throws CopyTrouble {
        var kind = guest.look("if [ -d " + path.word() + " ]; then echo tree; elif [ -f " + path.word()
                + " ]; then echo file; elif [ -e " + path.word() + " ]; then echo other; else echo nothing; fi", MOMENT)
                .stdout()
                .strip();
        return switch (kind) {
            case "file" -> new GuestFile(path);
            case "tree" -> new GuestTree(path);
            case "other" -> throw new CopyTrouble("in the guest, " + path + " is neither a file nor a directory");
            default -> throw new CopyTrouble("in the guest, there is no " + path);
        };
    }
}
