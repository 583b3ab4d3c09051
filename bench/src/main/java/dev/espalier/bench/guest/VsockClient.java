package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A guest's vsock used by one thread: a connection for each command, with the bash that the guest has behind it.
 *
 * @param socket where the monitor listens
 */
public record VsockClient(Path socket) implements Taker {
    @Override
    public void succeed() throws IOException {
        try (var bash = Channel.to(socket)) {
            bash.say("CONNECT 1234\n");
            var answer = bash.readLine();
            if (!answer.startsWith("OK ")) {
                throw new IOException("the guest does not take the connection: " + answer);
            }
            bash.say("( set -euo pipefail; true ); echo $?; exit\n");
            var status = bash.readLine();
            if (!status.equals("0")) {
                throw new IOException("the command failed: " + status);
            }
        }
    }
}
