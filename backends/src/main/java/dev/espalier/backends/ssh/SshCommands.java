package dev.espalier.backends.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.LaunchRefused;
import dev.espalier.backends.shell.LaunchedCommand;
import dev.espalier.backends.shell.ShellWords;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;

/** Runs programs on a host, each in a channel of one session. */
record SshCommands(ClientSession session) implements CommandLauncher {
    static final Set<ClientChannelEvent> END = EnumSet.of(ClientChannelEvent.CLOSED);

    /** A host that does not answer for so long is found out by its silence. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a user's shell is told to become {@code program}. */
    static String line(List<String> program) {
        return program.stream().map(ShellWords::quoted).collect(Collectors.joining(" ", "exec ", ""));
    }

    @Override
    public LaunchedCommand launch(List<String> command) throws IOException {
        try {
            var channel = new CommandChannel(line(command));
            session.getService(ConnectionService.class).registerChannel(channel);
            var ended = new CompletableFuture<Void>();
            channel.addChannelListener(new EndListener(ended));
            var opening = channel.open();
            if (!opening.await(PATIENCE)) {
                channel.close(true);
                throw new IOException("the host does not answer");
            }
            if (!opening.isOpened()) {
                channel.close(true);
                throw failure(opening.getException());
            }
            return new Launched(channel, ended);
        } catch (IllegalStateException e) {
            throw new IOException(Attempt.describe(e), e);
        }
    }

    @Override
    public OutputsLast outputsLast() {
        return OutputsLast.AS_LONG_AS_ANYBODY;
    }

    private static IOException failure(Throwable why) {
        for (var cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshChannelOpenException refused) {
                return new LaunchRefused("the host opens no more channels: " + Attempt.describe(refused));
            }
        }
        return new IOException(why == null ? "the connection was closed" : Attempt.describe(why), why);
    }

    private record EndListener(CompletableFuture<Void> ended) implements ChannelListener {
        @Override
        public void channelStateChanged(Channel channel, String hint) {
            if (channel instanceof ChannelExec command
                    && (command.getExitStatus() != null || command.getExitSignal() != null)) {
                ended.complete(null);
            }
        }

        @Override
        public void channelClosed(Channel channel, Throwable reason) {
            ended.complete(null);
        }
    }

    private record Launched(ChannelExec channel, CompletionStage<?> ended) implements LaunchedCommand {
        @Override
        public OutputStream stdin() {
            return channel.getInvertedIn();
        }

        @Override
        public InputStream stdout() {
            return channel.getInvertedOut();
        }

        @Override
        public InputStream stderr() {
            return channel.getInvertedErr();
        }

        /** In words that the host hears: it would keep the channel otherwise. */
        @Override
        public void close() {
            channel.close(false);
        }
    }
}
