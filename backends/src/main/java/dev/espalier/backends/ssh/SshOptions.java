package dev.espalier.backends.ssh;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;

/** What can be said of a host, in a configuration by these keys' names and in a program by the keys. */
public final class SshOptions {
    public static final OptionKey<String> HOST = new OptionKey<>("host", new OptionType.Text(), "its name or address");
    public static final OptionKey<Integer> PORT = new OptionKey<>("port", new OptionType.WholeNumber(1, 65535),
            "where its SSH server listens; 22 unless given");
    public static final OptionKey<String> USER = new OptionKey<>("user", new OptionType.Text(),
            "who runs commands there; root unless given");
    public static final OptionKey<Path> IDENTITY_FILE = new OptionKey<>("identity_file", new OptionType.FilePath(),
            "a private key without a passphrase; the keys of an agent unless given");
    public static final OptionKey<Path> AGENT = new OptionKey<>("agent", new OptionType.FilePath(),
            "the socket of an SSH agent; that of SSH_AUTH_SOCK unless given, or none if there is an \"identity_file\"");
    public static final OptionKey<Path> KNOWN_HOSTS = new OptionKey<>("known_hosts", new OptionType.FilePath(),
            "a file of hosts' keys; the user's own unless given");
    public static final OptionKey<String> HOST_KEY = new OptionKey<>("host_key", new OptionType.Text(),
            "the fingerprint of its key, as SHA256:...; \"known_hosts\" says which it is unless given");
    public static final OptionKey<List<String>> JUMP_HOSTS = new OptionKey<>("jump_hosts", new OptionType.TextList(),
            "the hosts on the way to it, in order, each as user@host:port; their keys are in \"known_hosts\"");
    public static final OptionKey<Integer> KEEP_ALIVE = new OptionKey<>("keep_alive",
            new OptionType.WholeNumber(1, 3600),
            "how often it is asked for a sign of life, in seconds; 5 unless given; without three of them it is lost");
    public static final OptionKey<Integer> CONNECT_TIMEOUT = new OptionKey<>("connect_timeout",
            new OptionType.WholeNumber(1, 3600), "how long it may take to connect, in seconds; 15 unless given");

    static final List<OptionKey<?>> ALL = List.of(HOST, PORT, USER, IDENTITY_FILE, AGENT, KNOWN_HOSTS, HOST_KEY,
            JUMP_HOSTS, KEEP_ALIVE, CONNECT_TIMEOUT);

    private SshOptions() {}
}
