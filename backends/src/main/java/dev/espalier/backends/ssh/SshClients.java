package dev.espalier.backends.ssh;

import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;
import org.apache.sshd.core.CoreModuleProperties;

/** SSH clients that take nothing from this host's user but what they are given, and ask nobody. */
final class SshClients {
    /** In the order of what hosts are asked for. */
    private static final List<NamedFactory<Signature>> SIGNATURES = signatures();

    /** So many signs of life may stay out. */
    private static final int SIGNS_MISSED = 3;
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(100);

    private SshClients() {}

    /** Brings Ed25519 to the library, which only looks for it in others that may not be there; before it is used at all. */
    private static final class JdkRegistrar extends AbstractSecurityProviderRegistrar {
        JdkRegistrar() {
            super("JDK");
        }

        @Override
        public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
            return Optional.of(new JdkEd25519());
        }

        @Override
        public String getDefaultSecurityEntitySupportValue(Class<?> type) {
            return NO_OPTIONS_VALUE;
        }

        @Override
        public boolean isSupported() {
            return true;
        }

        @Override
        public boolean isNamedProviderUsed() {
            return false;
        }

        @Override
        public String getProviderName() {
            return "SunEC";
        }

        @Override
        public Provider getSecurityProvider() {
            return java.security.Security.getProvider(getProviderName());
        }
    }

    private static List<NamedFactory<Signature>> signatures() {
        if (!SecurityUtils.isEDDSACurveSupported()) {
            var unused = SecurityUtils.registerSecurityProvider(new JdkRegistrar());
        }
        return List.of(BuiltinSignatures.ed25519, BuiltinSignatures.nistp256, BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521, BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256);
    }

    /** A client that is not started; it has threads of its own as soon as it is, until it is closed. */
    static SshClient of(SshTarget target) {
        var signatures = SIGNATURES;
        var client = SshClient.setUpDefaultClient();
        client.setSignatureFactories(signatures);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setServerKeyVerifier(Attempt.verifier());
        client.addSessionListener(Attempt.listener());
        target.agent().map(AgentSocket::at).ifPresent(client::setAgentFactory);
        CoreModuleProperties.NIO_WORKERS.set(client, 1);
        // Else the second of a command's two packets waits for the host to say that it has the first: 40 ms.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, target.keepAlive());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SIGNS_MISSED);
        // Whoever dials waits for as long as the target says, and knows then why there is no session.
        CoreModuleProperties.AUTH_TIMEOUT.set(client, AS_LONG_AS_IT_TAKES);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, AS_LONG_AS_IT_TAKES);
        return client;
    }
}
