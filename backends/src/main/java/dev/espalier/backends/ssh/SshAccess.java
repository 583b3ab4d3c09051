package dev.espalier.backends.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Requirement;

/** How one machine is to be reached, by its configuration. */
record SshAccess(MachineSpec machine) {
    private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";
    private static final int DEFAULT_KEEP_ALIVE = 5;
    private static final int DEFAULT_CONNECT_TIMEOUT = 15;
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    private <T> Optional<T> get(OptionKey<T> key) {
        return machine.options().get(key);
    }

    /** Everything that keeps this host from trying, each with a remedy. */
    List<Requirement> missing() {
        var missing = new ArrayList<Requirement>();
        var name = machine.name();
        if (get(SshOptions.HOST).isEmpty()) {
            missing.add(new Requirement("which host " + name + " is has not been said",
                    "give it a \"" + SshOptions.HOST.name() + "\""));
        }
        if (!machine.nics().isEmpty()) {
            missing.add(new Requirement("the backend ssh has no networks, and " + name + " is to be on one",
                    "give it no VLANs (\"vlans\": []), or another backend"));
        }
        keys().ifPresent(missing::add);
        get(SshOptions.HOST_KEY).filter(key -> !FINGERPRINT.matcher(key).matches())
                .ifPresent(key -> missing.add(new Requirement(
                        "the \"" + SshOptions.HOST_KEY.name() + "\" of " + name + " is no fingerprint: " + key,
                        "give it as ssh-keygen -l prints it: SHA256: and 43 characters")));
        jumps().stream()
                .filter(jump -> HostAddress.parse(jump).isEmpty())
                .forEach(jump -> missing.add(new Requirement(
                        "one of the \"" + SshOptions.JUMP_HOSTS.name() + "\" of " + name + " is none: " + jump,
                        "give it as host, user@host or user@host:port")));
        return missing;
    }

    private Optional<Requirement> keys() {
        var name = machine.name();
        if (identity().isEmpty() && agent().isEmpty()) {
            return Optional.of(new Requirement("there is no key for " + name,
                    "give it an \"" + SshOptions.IDENTITY_FILE.name() + "\", or start an agent (" + AGENT_VARIABLE
                            + ")"));
        }
        return identity().filter(file -> !Files.isReadable(file))
                .map(file -> new Requirement("the key for " + name + " cannot be read: " + file,
                        "give it another \"" + SshOptions.IDENTITY_FILE.name() + "\""))
                .or(() -> agent().filter(socket -> !Files.exists(socket))
                        .map(socket -> new Requirement("there is no agent for " + name + " at " + socket,
                                "start one, or give it an \"" + SshOptions.IDENTITY_FILE.name() + "\"")));
    }

    private Optional<Path> identity() {
        return get(SshOptions.IDENTITY_FILE);
    }

    private Optional<Path> agent() {
        return get(SshOptions.AGENT).or(() -> identity().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(System.getenv(AGENT_VARIABLE)).filter(path -> !path.isEmpty()).map(Path::of));
    }

    private List<String> jumps() {
        return get(SshOptions.JUMP_HOSTS).orElse(List.of());
    }

    /** @throws IllegalArgumentException if something is {@link #missing} */
    SshTarget target() {
        var host = new HostAddress(get(SshOptions.USER).orElse(HostAddress.ROOT),
                get(SshOptions.HOST).orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no host")),
                get(SshOptions.PORT).orElse(HostAddress.SSH));
        var jumps = jumps().stream()
                .map(jump -> HostAddress.parse(jump).orElseThrow(() -> new IllegalArgumentException(jump)))
                .toList();
        var listed = new HostKeyRule.Listed(
                get(SshOptions.KNOWN_HOSTS).orElse(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")));
        return new SshTarget(host, jumps, identity(), agent(),
                get(SshOptions.HOST_KEY).<HostKeyRule>map(HostKeyRule.Pinned::new).orElse(listed), listed,
                Duration.ofSeconds(get(SshOptions.KEEP_ALIVE).orElse(DEFAULT_KEEP_ALIVE)),
                Duration.ofSeconds(get(SshOptions.CONNECT_TIMEOUT).orElse(DEFAULT_CONNECT_TIMEOUT)));
    }
}
