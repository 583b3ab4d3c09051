package dev.espalier.backends.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.espalier.backends.shell.CommandLauncher;
import org.apache.sshd.client.channel.ChannelSession;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * A session with a host, over which it runs commands.
 *
 * @param sessions those with the hosts on the way, and this one
 * @param atOnce   how many commands it runs at once
 */
record SshLink(HostAddress host, List<ClientSession> sessions, Attempt attempt, int atOnce) {
    /** OpenSSH's default for the channels of one connection. More would be asked for in vain in most places. */
    private static final int CHANNELS = 10;
    /** For the bash that waits for its command, or has to end others. */
    private static final int KEPT_FREE = 1;
    private static final String SIGN = "a bash";
    private static final int LONGEST_COMPLAINT = 500;

    /** Looks how many channels the host grants and whether it runs commands in them, which no later failure could tell. */
    static SshLink over(HostAddress host, List<ClientSession> sessions, Attempt attempt, Patience patience)
            throws IOException {
        var session = sessions.getLast();
        var granted = granted(session, patience);
        var link = new SshLink(host, List.copyOf(sessions), attempt, Math.max(1, granted - KEPT_FREE));
        var said = link.trial(session, patience);
        if (!said.startsWith(SIGN)) {
            throw new SshFailure(host, new SshFailure.NoCommands(granted == 0
                    ? "it grants no channel for it"
                    : said.isBlank() ? "it says nothing" : said.strip()));
        }
        return link;
    }

    /** A channel in which nothing runs. */
    private static final class EmptyChannel extends ChannelSession {}

    private static int granted(ClientSession session, Patience patience) throws IOException {
        var channels = new ArrayList<ChannelSession>();
        var opening = new ArrayList<OpenFuture>();
        for (int number = 0; number < CHANNELS; number++) {
            var channel = new EmptyChannel();
            session.getService(ConnectionService.class).registerChannel(channel);
            channels.add(channel);
            opening.add(channel.open());
        }
        var granted = 0;
        for (var open : opening) {
            if (open.await(patience.left()) && open.isOpened()) {
                granted++;
            }
        }
        for (var channel : channels) {
            var unused = channel.close(false).await(patience.left());
        }
        return granted;
    }

    private String trial(ClientSession session, Patience patience) throws IOException {
        var program = List.of("bash", "--norc", "--noprofile", "-c", "echo " + SIGN);
        try (var command = session.createExecChannel(SshCommands.line(program), StandardCharsets.UTF_8, null, null)) {
            var opening = command.open();
            if (!opening.await(patience.left()) || !opening.isOpened()) {
                return "";
            }
            command.getInvertedIn().close();
            return command.waitFor(SshCommands.END, patience.left().toMillis()).containsAll(SshCommands.END)
                    ? text(command.getInvertedOut()) + text(command.getInvertedErr())
                    : "what it runs does not end";
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Attempt.describe(e);
        }
    }

    private static String text(InputStream output) throws IOException {
        return new String(output.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
    }

    /** How commands are run over it. */
    CommandLauncher commands() {
        return new SshCommands(sessions.getLast());
    }

    /**
     * Has {@code listener} told why it has ended, perhaps more than once, by any thread: before any command hears of it, or at
     * once if it has already.
     */
    void onEnd(Consumer<String> listener) {
        var session = sessions.getLast();
        session.addSessionListener(new SessionListener() {
            @Override
            public void sessionClosed(Session closed) {
                listener.accept(why());
            }
        });
        if (session.isClosing() || session.isClosed()) {
            listener.accept(why());
        }
    }

    private String why() {
        return attempt.trouble().orElse("the host closed it");
    }

    /** Takes leave; returns at once. */
    void end() {
        for (var session : sessions.reversed()) {
            try {
                session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "done");
            } catch (IOException gone) {
                session.close(true);
            }
        }
    }

    /** Closes what is left of it; returns at once. */
    void discard() {
        sessions.reversed().forEach(session -> session.close(true));
    }
}
