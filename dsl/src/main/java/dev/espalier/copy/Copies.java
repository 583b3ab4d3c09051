package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.error.CommandLost;
import dev.espalier.error.CopyFailed;
import dev.espalier.guest.Guest;

/**
 * Copies between this host and a guest: files, and directories with all files, directories and links in them, of any size,
 * each with its permissions. A copy has its name when it is whole, and not before; what changes while it is copied is an
 * error.
 */
public final class Copies {
    private final Guest guest;

    public Copies(Guest guest) {
        this.guest = guest;
    }

    /**
     * Copies to the guest; all of it is root's there.
     *
     * @param source if it is a link, what that leads to; links within a directory are copied as links
     * @param target the absolute path that the copy gets; directories above it are made. A file or a link of that name is
     *               replaced, a directory only by a directory and only if it is empty
     * @throws CopyFailed with the reason; the target is then what it was
     */
    public void toMachine(Path source, String target, Duration timeout) {
        var path = GuestPath.of(target);
        saying(source.toString(), path.text(), () -> toMachine(source, path, timeout));
    }

    private void toMachine(Path path, GuestPath target, Duration timeout) throws IOException, CopyTrouble {
        var source = HostSource.of(path);
        var stage = new GuestStage(guest, target);
        try {
            stage.receive(source, source.bytes(), timeout);
            source.requireUnchanged();
            stage.publish();
        } catch (IOException | CopyTrouble | CommandLost e) {
            stage.discard();
            throw e;
        }
    }

    /**
     * Copies to this host.
     *
     * @param source an absolute path; if it is a link, what that leads to; links within a directory are copied as links
     * @param target what the copy is called; directories above it are made. A file or a link of that name is replaced, a
     *               directory only by a directory and only if it is empty
     * @throws CopyFailed with the reason; the target is then what it was
     */
    public void fromMachine(String source, Path target, Duration timeout) {
        var path = GuestPath.of(source);
        saying(path.text(), target.toString(), () -> {
            var found = GuestSource.of(guest, path);
            try (var stage = HostStage.beside(target)) {
                found.copy(new GuestReading(guest, timeout), stage);
            }
        });
    }

    /** The last part of a path of a guest's. */
    public static String nameOf(String path) {
        return GuestPath.of(path).name();
    }

    private interface Copying {
        void copy() throws IOException, CopyTrouble;
    }

    private void saying(String from, String to, Copying copying) {
        var unused = guest.waiting("the copy of " + from + " to " + to, () -> {
            try {
                copying.copy();
                return to;
            } catch (IOException e) {
                throw failed(from, to, new CopyTrouble(e).why());
            } catch (CopyTrouble e) {
                throw failed(from, to, e.why());
            } catch (CommandLost e) {
                throw failed(from, to, e.why());
            }
        });
    }

    private CopyFailed failed(String from, String to, String why) {
        return new CopyFailed(guest.name(), from, to, why, guest.consoleTail());
    }
}
