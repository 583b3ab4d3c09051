package dev.espalier.backends.ssh;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/** What is heard of one session with one host, while it comes up and when it ends. */
final class Attempt {
    private static final AttributeRepository.AttributeKey<Attempt> KEY = new AttributeRepository.AttributeKey<>();

    private final SshTarget.Hop hop;
    private final AtomicReference<Optional<SshFailure.Reason>> objection = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

    Attempt(SshTarget.Hop hop) {
        this.hop = hop;
    }

    /** What a session has to be created with to be this attempt's. */
    AttributeRepository context() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    private static void of(Session session, Consumer<Attempt> action) {
        if (session instanceof ClientSession ours && ours.getConnectionContext() != null) {
            Optional.ofNullable(ours.getConnectionContext().getAttribute(KEY)).ifPresent(action);
        }
    }

    /** Has a session fail whose host is not who it should be. */
    static ServerKeyVerifier verifier() {
        return (session, address, key) -> {
            var accepted = new AtomicReference<>(false);
            of(session, attempt -> accepted.set(attempt.accepts(key)));
            return accepted.get();
        };
    }

    private boolean accepts(PublicKey key) {
        var found = hop.rule().objection(hop.host(), key);
        objection.set(found);
        return found.isEmpty();
    }

    /** Has attempts hear of their sessions. */
    static SessionListener listener() {
        return new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                of(session, attempt -> session.setSignatureFactories(attempt.ordered(session.getSignatureFactories())));
            }

            @Override
            public void sessionException(Session session, Throwable failure) {
                of(session, attempt -> attempt.note(describe(failure)));
            }

            @Override
            public void sessionDisconnect(Session session, int reason, String message, String language,
                    boolean initiator) {
                if (!initiator) {
                    of(session, attempt -> attempt.note("it said: " + message));
                }
            }
        };
    }

    /** Keys that can be checked are asked for before others. */
    private List<NamedFactory<Signature>> ordered(List<NamedFactory<Signature>> factories) {
        var preferred = hop.rule().preferredTypes(hop.host());
        var ordered = new ArrayList<>(factories);
        ordered.sort(
                Comparator.comparing(factory -> !preferred.contains(KeyUtils.getCanonicalKeyType(factory.getName()))));
        return ordered;
    }

    static String describe(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    }

    private void note(String what) {
        trouble.compareAndSet(Optional.empty(), Optional.of(what));
    }

    /** What speaks against the host being who it should be, if that was found. */
    Optional<SshFailure.Reason> objection() {
        return objection.get();
    }

    /** What was first heard of why the session does not go on, if anything was. */
    Optional<String> trouble() {
        return trouble.get();
    }
}
