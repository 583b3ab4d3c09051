package dev.espalier.backends.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** The guest's end of a backdoor, which says what a test wants it to say. */
final class ScriptedGuest implements AutoCloseable {
    static final String BOOT = "1ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";
    static final String NEXT_BOOT = "2ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";
    static final String GREETING = "Spawning backdoor root shell...\n";

    private static final Pattern MARKER = Pattern.compile("^m='([0-9a-f]+)''([0-9a-f]+)'");

    private final SocketChannel channel;
    private final BufferedReader script;

    private ScriptedGuest(SocketChannel channel) {
        this.channel = channel;
        this.script = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    static ScriptedGuest connectedTo(Path socket) throws IOException {
        return new ScriptedGuest(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    void say(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next script line that the guest is given. */
    String hear() throws IOException {
        var line = script.readLine();
        if (line == null) {
            throw new AssertionError("the host has hung up");
        }
        return line;
    }

    boolean hearsTheEnd() throws IOException {
        return script.readLine() == null;
    }

    /** Waits for the host's hello and answers it. */
    void answerHello() throws IOException {
        say(helloAnswer(hear()));
    }

    static String helloAnswer(String hello) {
        return helloAnswer(hello, BOOT);
    }

    static String helloAnswer(String hello, String boot) {
        return marker(hello) + " " + boot + "\n";
    }

    static String marker(String line) {
        var found = MARKER.matcher(line);
        if (!found.find()) {
            throw new AssertionError("no marker in: " + line);
        }
        return found.group(1) + found.group(2);
    }

    /** A reply to {@code request}: success, with this on standard output. */
    static String answer(String request, String stdout) {
        var out = Base64.getEncoder().encodeToString(stdout.getBytes(StandardCharsets.UTF_8));
        var marker = marker(request);
        return String.format(Locale.ROOT, "%s 000 %010d %010d %s  %s\n", marker, out.length(), 0, out, marker);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
