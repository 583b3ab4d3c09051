package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandResult;

/** What listens in the guest, or can be reached from there. The guest needs no program for it but bash. */
public final class Sockets {
    /** The machine's own address, in its own eyes. */
    public static final String SELF = "localhost";

    private static final int HIGHEST_PORT = 65535;

    /** In what bash says when it cannot even try, as it does not know the name or was built without networking. */
    private static final String UNTRIED = "/dev/tcp/";

    private static final String LISTENING_PORTS = """
            echo 'listening:'; ss -Hltnp 2>/dev/null || netstat -ltn 2>/dev/null || cat /proc/net/tcp /proc/net/tcp6""";

    private final Guest guest;

    public Sockets(Guest guest) {
        this.guest = guest;
    }

    /**
     * Waits until a TCP connection from the machine to {@code address} can be made.
     *
     * @throws dev.espalier.error.WaitTimedOut if none can; with what listens on the machine
     */
    public void waitForOpenPort(int port, String address, Duration timeout) {
        var unused = new Polling(guest, "port " + port + " of " + address + " to be open", timeout)
                .until(connecting(port, address), CommandResult::succeeded, LISTENING_PORTS);
    }

    /**
     * Waits until no TCP connection from the machine to {@code address} can be made. An address that the guest cannot make
     * sense of is not a closed port.
     *
     * @throws dev.espalier.error.WaitTimedOut if one still can; with what listens on the machine
     */
    public void waitForClosedPort(int port, String address, Duration timeout) {
        var unused = new Polling(guest, "port " + port + " of " + address + " to be closed", timeout)
                .until("! " + connecting(port, address), Sockets::isRefused, LISTENING_PORTS);
    }

    private static boolean isRefused(CommandResult attempt) {
        return attempt.succeeded() && attempt.stderr()
                .lines()
                .noneMatch(line -> line.contains(UNTRIED)
                        && (line.endsWith("Invalid argument") || line.endsWith("No such file or directory")));
    }

    private static String connecting(int port, String address) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 1 to " + HIGHEST_PORT + ", not " + port);
        }
        return "LC_ALL=C timeout 5 bash -c 'exec 3<>\"/dev/tcp/$1/$2\"' bash " + ShellWords.quoted(address) + " "
                + port;
    }

    /**
     * Waits until a stream socket is bound to {@code path} and accepts connections.
     *
     * @throws dev.espalier.error.WaitTimedOut if there is none; with the nearest directory and the sockets there are
     */
    public void waitForOpenUnixSocket(String path, Duration timeout) {
        unixSocket(path, "00010000 000[15]", timeout);
    }

    /** As {@link #waitForOpenUnixSocket}, for a datagram socket. */
    public void waitForOpenDatagramSocket(String path, Duration timeout) {
        unixSocket(path, "[0-9A-F]{8} 0002", timeout);
    }

    private void unixSocket(String path, String kind, Duration timeout) {
        var unused = new Polling(guest, "unix socket " + path + " to be open", timeout)
                .until(bound(path, kind), CommandResult::succeeded,
                        Files.nearestDirectory(path) + "; echo 'unix sockets:'; cut -d ' ' -f 4- /proc/net/unix"
                                + " | grep /");
    }

    /**
     * Looks through the kernel's table of this and of every other network namespace, as a service can have one of its own;
     * files are compared, not their names, as one of them may have been reached through a link.
     *
     * @param kind a regular expression for flags and type
     */
    private static String bound(String path, String kind) {
        return """
                path=%s; line='^[^ ]+ [^ ]+ [^ ]+ %s [0-9A-F]{2} +[0-9]+ (/.*)$'; [ -S "$path" ] || exit 1; \
                for process in self /proc/[0-9]*; do process=/proc/${process##*/}; \
                [ $process = /proc/self ] || ! [ $process/ns/net -ef /proc/self/ns/net ] || continue; \
                while IFS= read -r socket; do \
                if [[ $socket =~ $line ]] && [ "${BASH_REMATCH[1]}" -ef "$path" ]; then exit 0; fi; \
                done <$process/net/unix || true; done 2>/dev/null; exit 1"""
                .formatted(ShellWords.quoted(path), kind);
    }
}
