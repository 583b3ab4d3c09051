package dev.espalier.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSH's own client with a connection that it keeps for the commands of others. It stays a child of ours, so what it does is not
 * taken for somebody else's work.
 */
public final class KeptConnection implements AutoCloseable {
    private static final String CONNECTED = "connected";

    private final List<String> client;
    private final Process master;

    private KeptConnection(List<String> client, Process master) {
        this.client = client;
        this.master = master;
    }

    /**
     * @param directory where its socket is
     * @param arguments of the client, the host being the last
     * @throws IOException if it does not connect
     */
    static KeptConnection open(Path directory, List<String> arguments) throws IOException {
        var client = new ArrayList<>(List.of("ssh", "-F", "none", "-q", "-S", directory.resolve("control").toString()));
        client.addAll(arguments);
        var command = new ArrayList<>(client);
        command.addAll(1, List.of("-M", "-N", "-o", "PermitLocalCommand=yes", "-o", "LocalCommand=echo " + CONNECTED));
        var master = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = master.inputReader().readLine();
        if (!CONNECTED.equals(said)) {
            master.destroy();
            throw new IOException("OpenSSH's client says: " + said);
        }
        return new KeptConnection(List.copyOf(client), master);
    }

    /** What runs one command over it. */
    public List<String> program(String command) {
        var program = new ArrayList<>(client);
        program.add(command);
        return program;
    }

    @Override
    public void close() {
        master.destroy();
        master.onExit().join();
    }
}
