package dev.espalier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.ToolMissing;
import dev.espalier.guest.Guest;
import dev.espalier.seat.GuestCapture;

/** What the guest of a machine without a screen shows, by the guest's own programs. */
record GuestScreen(Guest guest) implements View {

    @Override
    public byte[] png() {
        var result = guest.look(GuestCapture.SCRIPT, CommandOptions.DEFAULT);
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(guest.name(), "a screenshot", result, guest.consoleTail());
        }
        return switch (outcome(result)) {
            case GuestCapture.Taken(var png) -> png;
            case GuestCapture.Missing(var what) -> throw new ToolMissing(guest.name(), what, "a screenshot");
        };
    }

    private GuestCapture.Outcome outcome(CommandResult result) {
        try {
            return GuestCapture.outcome(result.stdoutBytes());
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(
                    guest.name() + ": what its guest calls a picture is " + e.getMessage() + result.stderr(), e));
        }
    }

    @Override
    public Optional<String> text() {
        return Optional.empty();
    }
}
