package dev.espalier.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.command.CommandResult;

/** Why something cannot be copied, in a person's words. */
final class CopyTrouble extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    CopyTrouble(String why) {
        super(why);
        this.why = why;
    }

    CopyTrouble(IOException onThisHost) {
        super(onThisHost);
        this.why = "on this host, " + sentence(onThisHost);
    }

    String why() {
        return why;
    }

    /** @param said what the guest said of it */
    static void unlessSuccessful(int status, CollectedOutput said, Duration timeout) throws CopyTrouble {
        if (status == CommandResult.TIMED_OUT) {
            throw new CopyTrouble("it took more than " + timeout.toSeconds() + " s");
        }
        if (status != 0) {
            throw new CopyTrouble("the guest says: " + new String(said.bytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private static String sentence(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> denied.getFile() + " is not for this user";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
