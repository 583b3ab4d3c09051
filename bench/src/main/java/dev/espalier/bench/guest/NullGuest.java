package dev.espalier.bench.guest;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in the place of QEMU whose guest does each command at once: what is left is what its driver costs. It knows
 * {@code true}, which any command is, and {@code dd} of zeros in blocks of 64 KiB.
 */
public final class NullGuest {
    /** The header of a lane's request: marker, length of the command, length of its input. */
    private static final int HEADER = 60;
    /** Digits of the input's length; a letter follows. */
    private static final int LENGTH = 15;
    private static final Pattern ZEROS = Pattern.compile("dd if=/dev/zero bs=65536 count=(\\d+) .*");
    private static final Pattern HELLO = Pattern.compile("m='(\\w*)''(\\w*)'; .*; echo \"\\$m \\$b\"\n");
    private static final Pattern REQUEST = Pattern.compile("m='(\\w*)''(\\w*)'; .*& }\n", Pattern.DOTALL);
    private static final int CHUNK = 64 * 1024;

    private NullGuest() {}

    /** @param arguments the directory of the sockets, and how many lanes there are */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var directory = Path.of(arguments[0]);
        var threads = Integer.parseInt(arguments[1]);
        for (int lane = 0; lane < threads; lane++) {
            var out = connect(directory.resolve("out" + lane + ".sock"));
            var err = connect(directory.resolve("err" + lane + ".sock"));
            Thread.ofPlatform().daemon().start(() -> lane(out, err));
        }
        console(connect(directory.resolve("shell.sock")));
    }

    private static SocketChannel connect(Path socket) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static void console(SocketChannel console) throws IOException {
        say(console, "Spawning backdoor root shell...\n");
        var said = new StringBuilder();
        var buffer = ByteBuffer.allocate(CHUNK);
        while (console.read(buffer.clear()) >= 0) {
            said.append(StandardCharsets.UTF_8.decode(buffer.flip()));
            var hello = HELLO.matcher(said);
            var request = REQUEST.matcher(said);
            if (hello.find()) {
                say(console, word(hello) + " 01234567-89ab-cdef-0123-456789abcdef\n");
                said.setLength(0);
            } else if (request.find()) {
                var marker = word(request);
                say(console, marker + " 000 0000000000 0000000000   " + marker + "\n");
                said.setLength(0);
            }
        }
    }

    private static String word(Matcher halves) {
        return halves.group(1) + halves.group(2);
    }

    private static void lane(SocketChannel out, SocketChannel err) {
        try {
            var sync = line(out);
            say(out, sync + " b 1\n");
            var header = ByteBuffer.allocate(HEADER);
            while (true) {
                fill(out, header.clear());
                var words = new String(header.array(), StandardCharsets.US_ASCII).split(" ", -1);
                var command = ByteBuffer.allocate(Integer.parseInt(words[1]));
                fill(out, command);
                skip(out, Long.parseLong(words[2].substring(0, LENGTH)));
                say(err, words[0] + " e 0\n");
                answer(out, words[0], new String(command.array(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the driver has gone
        }
    }

    private static void answer(SocketChannel out, String marker, String command) throws IOException {
        var zeros = ZEROS.matcher(command);
        if (zeros.matches()) {
            say(out, marker + " b 1\n");
            var chunk = ByteBuffer.allocateDirect(CHUNK);
            for (var left = Long.parseLong(zeros.group(1)) * CHUNK; left > 0; left -= chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, left));
                write(out, chunk);
            }
            say(out, marker + " e 0\n");
        } else {
            say(out, marker + " b 1\n" + marker + " e 0\n");
        }
    }

    private static String line(SocketChannel from) throws IOException {
        var line = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        for (fill(from, one); one.get(0) != '\n'; fill(from, one.clear())) {
            line.append((char) one.get(0));
        }
        return line.toString();
    }

    private static void skip(SocketChannel from, long bytes) throws IOException {
        var chunk = ByteBuffer.allocateDirect(CHUNK);
        for (var left = bytes; left > 0; left -= chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, left));
            fill(from, chunk);
        }
    }

    private static void fill(SocketChannel from, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new IOException("the driver has gone");
            }
        }
    }

    private static void say(SocketChannel to, String text) throws IOException {
        write(to, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
