package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Hears from nspawn which process is a container's first, as soon as that is about to run the container's own program. See
 * sd_notify(3); nspawn says {@code X_NSPAWN_LEADER_PID}.
 */
final class LeaderNotice {
    private static final Pattern LEADER = Pattern.compile("^X_NSPAWN_LEADER_PID=(\\d{1,18})$", Pattern.MULTILINE);
    private static final int LONGEST = 4096;

    /** Hears of a container's first process. */
    @FunctionalInterface
    interface Listener {
        /** @param leader the process's number as nspawn sees it */
        void heard(long leader) throws IOException, InterruptedException;
    }

    private record Broken(IOException why) {}

    private LeaderNotice() {}

    /**
     * The start function of one who listens at {@code path}.
     *
     * @param listener told by a thread that may block
     */
    static ChildStart at(Path path, Listener listener) {
        return self -> Behaviors.setup((ActorContext<Broken> context) -> {
            AFUNIXDatagramSocket socket;
            try {
                Files.deleteIfExists(path);
                socket = AFUNIXDatagramSocket.newInstance();
                socket.bind(AFUNIXSocketAddress.of(path.toFile()));
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            self.onKill("notices of nspawn", () -> Closing.quietly(socket));
            var actor = context.getSelf();
            // On a virtual thread junixsocket does not sleep until something comes: it looks all the time.
            self.onPlatformThread("notices of nspawn", () -> {
                try {
                    listen(socket, listener);
                } catch (IOException e) {
                    actor.tell(new Broken(e));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            self.started();
            return Closing.after(socket, broken -> self.exit(ExitReason.crashed(broken.why())));
        });
    }

    private static void listen(AFUNIXDatagramSocket socket, Listener listener)
            throws IOException, InterruptedException {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        while (!Thread.currentThread().isInterrupted()) {
            packet.setLength(LONGEST);
            socket.receive(packet);
            var found = LEADER.matcher(
                    new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.UTF_8));
            if (found.find()) {
                listener.heard(Long.parseLong(found.group(1)));
            }
        }
    }
}
