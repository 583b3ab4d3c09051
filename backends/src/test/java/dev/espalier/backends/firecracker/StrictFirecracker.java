package dev.espalier.backends.firecracker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for Firecracker where there is none: it takes the same arguments, listens on the same sockets, refuses what
 * Firecracker refuses in the same words, and has a bash of this host behind its vsock. What its guest does beyond that is a few
 * lines on its console. Its own arguments come before the real ones: the version that it is of, and whether there is KVM.
 */
final class StrictFirecracker {
    private static final Set<String> WITH_VALUE = Set.of("--api-sock", "--id", "--log-path", "--level");
    private static final int BAD_ARGUMENTS = 153;
    private static final int LONGEST_REQUEST = 51200;

    private StrictFirecracker() {}

    public static void main(String[] arguments) throws IOException {
        var version = FirecrackerVersion.parse("Firecracker v" + arguments[0]).orElseThrow();
        var hasKvm = arguments[1].equals("kvm");
        if (arguments.length == 3 && arguments[2].equals("--version")) {
            System.out
                    .println("Firecracker v" + arguments[0] + ".0\n\nSupported snapshot data format versions: v1.0.0");
            return;
        }
        var options = new HashMap<String, String>();
        for (int at = 2; at < arguments.length; at++) {
            if (WITH_VALUE.contains(arguments[at]) && at + 1 < arguments.length) {
                options.put(arguments[at], arguments[at + 1]);
                at++;
            } else if (arguments[at].equals("--enable-pci") && version.has(Feature.PCI)) {
                options.put(arguments[at], "");
            } else {
                end(BAD_ARGUMENTS, "Arguments parsing error: Found argument '" + arguments[at]
                        + "' which wasn't expected, or isn't valid in this context.");
            }
        }
        if (!options.getOrDefault("--id", "x").matches("[A-Za-z0-9-]{1,64}")) {
            end(1, "Invalid instance ID: Invalid char");
        }
        log(options);
        serve(Path.of(options.getOrDefault("--api-sock", "/run/firecracker.socket")), new StrictApi(version, hasKvm));
    }

    private static void log(Map<String, String> options) throws IOException {
        var log = options.get("--log-path");
        if (log != null) {
            if (!Files.isWritable(Path.of(log))) {
                end(1, "Could not initialize logger: Failed to open target file: No such file or directory");
            }
            Files.writeString(Path.of(log), "the strict peer runs\n");
        }
    }

    /** With all that runs in the guest. */
    static void end(int status, String lastWords) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        System.err.println(lastWords);
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static void serve(Path socket, StrictApi api) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            end(1, "Failed to open the API socket at: " + socket + ". Check that it is not already used.");
        }
        while (true) {
            var client = server.accept();
            Thread.startVirtualThread(() -> serve(client, api));
        }
    }

    private static void serve(SocketChannel client, StrictApi api) {
        try (client) {
            var bytes = new BufferedInputStream(Channels.newInputStream(client));
            for (var next = next(bytes); next.isPresent(); next = next(bytes)) {
                var request = next.get();
                var answer = api.answer(request.method(), request.path(), request.body());
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            System.err.println("the API's client: " + e);
        }
    }

    private record Request(String method, String path, String body) {}

    private static Optional<Request> next(InputStream bytes) throws IOException {
        var first = line(bytes);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var words = first.split(" ", -1);
        if (words.length != 3 || !words[2].equals("HTTP/1.1")) {
            throw new IOException("no HTTP: " + first);
        }
        var length = 0;
        for (var header = line(bytes); !header.isEmpty(); header = line(bytes)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length > LONGEST_REQUEST) {
            throw new IOException("a request of " + length + " bytes");
        }
        return Optional.of(new Request(words[0], words[1],
                new String(bytes.readNBytes(length), StandardCharsets.UTF_8)));
    }

    private static String line(InputStream bytes) throws IOException {
        var line = new StringBuilder();
        for (var next = bytes.read(); next >= 0 && next != '\n'; next = bytes.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
