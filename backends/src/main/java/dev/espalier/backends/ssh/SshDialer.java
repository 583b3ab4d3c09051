package dev.espalier.backends.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.io.Closing;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reaches one host by SSH, any number of times, one after the other, until it is closed. */
final class SshDialer implements Closeable {
    private static final SshdSocketAddress ANY_LOCAL_PORT = new SshdSocketAddress(
            InetAddress.getLoopbackAddress().getHostAddress(), 0);

    private final SshTarget target;
    private final CompletableFuture<SshClient> client = new CompletableFuture<>();

    SshDialer(SshTarget target) {
        this.target = target;
    }

    /**
     * Reaches it; blocks until then.
     *
     * @throws SshFailure              if it cannot be reached
     * @throws InterruptedIOException if the thread is interrupted
     */
    SshLink dial() throws IOException {
        var deadline = Patience.of(target.connectTimeout());
        var started = client();
        var keys = keys();
        var sessions = new ArrayList<ClientSession>();
        var attempts = new ArrayList<Attempt>();
        try {
            for (var hop : target.hops()) {
                var attempt = new Attempt(hop);
                attempts.add(attempt);
                sessions.add(sessions.isEmpty()
                        ? session(started, attempt, hop, address(hop.host()), keys, deadline)
                        : sessionBy(started, sessions.getLast(), attempt, hop, keys, deadline));
            }
            return SshLink.over(target.host(), sessions, attempts.getLast(), deadline);
        } catch (IOException | RuntimeException e) {
            sessions.reversed().forEach(session -> session.close(true));
            throw e;
        }
    }

    /** By a port of this host that only leads there until the session is up; what runs in it is the hosts' alone. */
    private ClientSession sessionBy(SshClient started, ClientSession jump, Attempt attempt, SshTarget.Hop hop,
            List<KeyPair> keys,
            Patience deadline) throws IOException {
        ExplicitPortForwardingTracker way;
        try {
            way = jump.createLocalPortForwardingTracker(ANY_LOCAL_PORT,
                    new SshdSocketAddress(hop.host().host(), hop.host().port()));
        } catch (IOException e) {
            throw new SshFailure(hop.host(), new SshFailure.Unreachable(Attempt.describe(e)));
        }
        try {
            return session(started, attempt, hop, way.getBoundAddress().toInetSocketAddress(), keys, deadline);
        } finally {
            Closing.quietly(way);
        }
    }

    private ClientSession session(SshClient started, Attempt attempt, SshTarget.Hop hop, InetSocketAddress address,
            List<KeyPair> keys,
            Patience deadline) throws IOException {
        var host = hop.host();
        var session = connected(started, attempt, host, address, deadline);
        try {
            keys.forEach(session::addPublicKeyIdentity);
            var auth = session.auth();
            if (!auth.await(deadline.left())) {
                throw new SshFailure(host, new SshFailure.NoAnswer(target.connectTimeout()));
            }
            if (!auth.isSuccess()) {
                throw refused(attempt, host, Optional.ofNullable(auth.getException()));
            }
            return session;
        } catch (InterruptedIOException | SshFailure e) {
            session.close(true);
            throw e;
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw refused(attempt, host, Optional.of(e));
        }
    }

    private ClientSession connected(SshClient started, Attempt attempt, HostAddress host, InetSocketAddress address,
            Patience deadline)
            throws IOException {
        var connecting = started.connect(host.user(), address, attempt.context(), null);
        if (!connecting.await(deadline.left())) {
            var unused = connecting.cancel();
            throw new SshFailure(host, new SshFailure.Unreachable(
                    "no connection in " + target.connectTimeout().toMillis() / 1000.0 + " s"));
        }
        var failure = connecting.getException();
        if (hungUp(failure)) {
            throw refused(attempt, host, Optional.empty());
        }
        if (failure != null) {
            throw new SshFailure(host, new SshFailure.Unreachable(Attempt.describe(failure)));
        }
        return connecting.getClientSession();
    }

    /** Whether a connection was there, and ended before its session was. */
    private static boolean hungUp(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingAttachedSessionException) {
                return true;
            }
        }
        return false;
    }

    private SshFailure refused(Attempt attempt, HostAddress host, Optional<Throwable> failure) {
        return new SshFailure(host, attempt.objection().orElseGet(() -> {
            var rejected = failure.filter(SshException.class::isInstance)
                    .map(SshException.class::cast)
                    .filter(e -> e.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
            return rejected.isPresent()
                    ? new SshFailure.NotAuthenticated(target.keys())
                    : new SshFailure.NoSession(attempt.trouble()
                            .or(() -> failure.map(Attempt::describe))
                            .orElse("it has hung up"));
        }));
    }

    private static InetSocketAddress address(HostAddress host) throws SshFailure {
        var address = new InetSocketAddress(host.host(), host.port());
        if (address.isUnresolved()) {
            throw new SshFailure(host, new SshFailure.Unreachable("no address is known for " + host.host()));
        }
        return address;
    }

    private List<KeyPair> keys() throws SshFailure {
        var keys = new ArrayList<KeyPair>();
        if (target.identity().isPresent()) {
            load(target.identity().get()).forEach(keys::add);
        }
        return keys;
    }

    private Iterable<KeyPair> load(Path file) throws SshFailure {
        try (var bytes = Files.newInputStream(file)) {
            var keys = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), bytes,
                    FilePasswordProvider.EMPTY);
            if (keys == null) {
                throw new IOException("there is none in it");
            }
            return keys;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new SshFailure(target.host(), new SshFailure.IdentityUnusable(file, e.toString()));
        }
    }

    private SshClient client() {
        if (!client.isDone()) {
            var made = SshClients.of(target);
            made.start();
            client.complete(made);
        }
        return client.join();
    }

    /** Has {@code listener} told when this is closed and has no threads any more; at once if it never had any. */
    void onClosed(Runnable listener) {
        if (client.isDone()) {
            client.join().addCloseFutureListener(end -> listener.run());
        } else {
            listener.run();
        }
    }

    /** Ends all connections and attempts, also those that are just beginning; returns at once. */
    @Override
    public void close() {
        var unused = client.thenAccept(made -> made.close(true));
    }
}
