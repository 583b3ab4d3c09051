package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.command.CommandOptions;

/** What a guest that goes on from a snapshot is told, as it cannot know that it does: what time it is, and a new secret. */
public final class Wakening {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Guest guest;

    public Wakening(Guest guest) {
        this.guest = guest;
    }

    /** Tells it. */
    public void tell() {
        var told = guest.look(WakeningProgram.script(guest.clock().instant()), CommandOptions.within(LIMIT));
        if (!told.succeeded()) {
            guest.log("it goes on with the random numbers or the time of its snapshot: " + told.stderr().strip());
        }
    }
}
