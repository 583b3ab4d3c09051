package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A command as the NixOS test driver runs it: a new bash whose output comes through base64 over the console, and a second
 * question for its exit status. Spoken by one thread, so that the driver's own cost is none.
 */
public final class NixosShell implements Subject {
    private final Channel console;

    public NixosShell(Channel console) {
        this.console = console;
    }

    @Override
    public void succeed() throws IOException {
        begin("true");
        if (!console.readLine().isEmpty()) {
            throw new IOException("nothing should have been said");
        }
        end();
    }

    private void begin(String command) throws IOException {
        console.say("timeout 900 bash -c 'set -euo pipefail; " + command + "' | (base64 -w 0; echo)\n");
    }

    private void end() throws IOException {
        console.say("echo ${PIPESTATUS[0]}\n");
        var status = console.readLine();
        if (!status.equals("0")) {
            throw new IOException("the command failed: " + status);
        }
    }

    @Override
    public long download(long bytes) throws IOException {
        begin(Zeros.command(bytes));
        var output = Base64.getDecoder().decode(console.readLine().getBytes(StandardCharsets.US_ASCII));
        end();
        return output.length;
    }

    /** It copies files in the command's own text, of which a guest takes 128 KiB. */
    @Override
    public void upload(long bytes) {
        throw new UnsupportedOperationException("no file of this size can be sent");
    }
}
