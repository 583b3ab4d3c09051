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
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Requirement;

/** How one machine is to be reached, by its configuration. */
record SshOptions(MachineSpec machine) {
    static final OptionKey<String> HOST = new OptionKey<>("host", new OptionType.Text(), "its name or address");
    static final OptionKey<Integer> PORT = new OptionKey<>("port", new OptionType.WholeNumber(1, 65535),
            "where its SSH server listens; 22 unless given");
    static final OptionKey<String> USER = new OptionKey<>("user", new OptionType.Text(),
            "who runs commands there; root unless given");
    static final OptionKey<Path> IDENTITY_FILE = new OptionKey<>("identity_file", new OptionType.FilePath(),
            "a private key without a passphrase; the keys of an agent unless given");
    static final OptionKey<Path> AGENT = new OptionKey<>("agent", new OptionType.FilePath(),
            "the socket of an SSH agent; that of SSH_AUTH_SOCK unless given, or none if there is an \"identity_file\"");
    static final OptionKey<Path> KNOWN_HOSTS = new OptionKey<>("known_hosts", new OptionType.FilePath(),
            "a file of hosts' keys; the user's own unless given");
    static final OptionKey<String> HOST_KEY = new OptionKey<>("host_key", new OptionType.Text(),
            "the fingerprint of its key, as SHA256:...; \"known_hosts\" says which it is unless given");
    static final OptionKey<List<String>> JUMP_HOSTS = new OptionKey<>("jump_hosts", new OptionType.TextList(),
            "the hosts on the way to it, in order, each as user@host:port; their keys are in \"known_hosts\"");
    static final OptionKey<Integer> KEEP_ALIVE = new OptionKey<>("keep_alive", new OptionType.WholeNumber(1, 3600),
            "how often it is asked for a sign of life, in seconds; 5 unless given; without three of them it is lost");
    static final OptionKey<Integer> CONNECT_TIMEOUT = new OptionKey<>("connect_timeout",
            new OptionType.WholeNumber(1, 3600), "how long it may take to connect, in seconds; 15 unless given");

    static final List<OptionKey<?>> ALL = List.of(HOST, PORT, USER, IDENTITY_FILE, AGENT, KNOWN_HOSTS, HOST_KEY,
            JUMP_HOSTS, KEEP_ALIVE, CONNECT_TIMEOUT);

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
        if (get(HOST).isEmpty()) {
            missing.add(new Requirement("which host " + name + " is has not been said",
                    "give it a \"" + HOST.name() + "\""));
        }
        if (!machine.nics().isEmpty()) {
            missing.add(new Requirement("the backend ssh has no networks, and " + name + " is to be on one",
                    "give it no VLANs (\"vlans\": []), or another backend"));
        }
        keys().ifPresent(missing::add);
        get(HOST_KEY).filter(key -> !FINGERPRINT.matcher(key).matches())
                .ifPresent(key -> missing.add(new Requirement(
                        "the \"" + HOST_KEY.name() + "\" of " + name + " is no fingerprint: " + key,
                        "give it as ssh-keygen -l prints it: SHA256: and 43 characters")));
        jumps().stream()
                .filter(jump -> HostAddress.parse(jump).isEmpty())
                .forEach(jump -> missing.add(new Requirement(
                        "one of the \"" + JUMP_HOSTS.name() + "\" of " + name + " is none: " + jump,
                        "give it as host, user@host or user@host:port")));
        return missing;
    }

    private Optional<Requirement> keys() {
        var name = machine.name();
        if (identity().isEmpty() && agent().isEmpty()) {
            return Optional.of(new Requirement("there is no key for " + name,
                    "give it an \"" + IDENTITY_FILE.name() + "\", or start an agent (" + AGENT_VARIABLE + ")"));
        }
        return identity().filter(file -> !Files.isReadable(file))
                .map(file -> new Requirement("the key for " + name + " cannot be read: " + file,
                        "give it another \"" + IDENTITY_FILE.name() + "\""))
                .or(() -> agent().filter(socket -> !Files.exists(socket))
                        .map(socket -> new Requirement("there is no agent for " + name + " at " + socket,
                                "start one, or give it an \"" + IDENTITY_FILE.name() + "\"")));
    }

    private Optional<Path> identity() {
        return get(IDENTITY_FILE);
    }

    private Optional<Path> agent() {
        return get(AGENT).or(() -> identity().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(System.getenv(AGENT_VARIABLE)).filter(path -> !path.isEmpty()).map(Path::of));
    }

    private List<String> jumps() {
        return get(JUMP_HOSTS).orElse(List.of());
    }

    /** @throws IllegalArgumentException if something is {@link #missing} */
    SshTarget target() {
        var host = new HostAddress(get(USER).orElse(HostAddress.ROOT),
                get(HOST).orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no host")),
                get(PORT).orElse(HostAddress.SSH));
        var jumps = jumps().stream()
                .map(jump -> HostAddress.parse(jump).orElseThrow(() -> new IllegalArgumentException(jump)))
                .toList();
        var listed = new HostKeyRule.Listed(
                get(KNOWN_HOSTS).orElse(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")));
        return new SshTarget(host, jumps, identity(), agent(),
                get(HOST_KEY).<HostKeyRule>map(HostKeyRule.Pinned::new).orElse(listed), listed,
                Duration.ofSeconds(get(KEEP_ALIVE).orElse(DEFAULT_KEEP_ALIVE)),
                Duration.ofSeconds(get(CONNECT_TIMEOUT).orElse(DEFAULT_CONNECT_TIMEOUT)));
    }
}
