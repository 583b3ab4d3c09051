package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.espalier.backends.microvm.StrictServer;

/**
 * Stands in for Firecracker where there is none: it takes the same arguments, listens on the same sockets, refuses what
 * Firecracker refuses in the same words, and has a bash of this host behind its vsock. What its guest does beyond that is a few
 * lines on its console. Its own arguments come before the real ones: the version that it is of, and whether there is KVM.
 */
public final class StrictFirecracker {
    private static final Set<String> WITH_VALUE = Set.of("--api-sock", "--id", "--log-path", "--level",
            "--metrics-path", "--start-time-us", "--start-time-cpu-us", "--parent-cpu-time-us");
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
            if (takesValue(arguments[at], version) && at + 1 < arguments.length) {
                options.put(arguments[at], arguments[at + 1]);
                at++;
            } else if (arguments[at].equals("--enable-pci") && version.has(Feature.PCI)) {
                options.put(arguments[at], "");
            } else {
                StrictServer.end(BAD_ARGUMENTS, "Arguments parsing error: Found argument '" + arguments[at]
                        + "' which wasn't expected, or isn't valid in this context.");
            }
        }
        if (!options.getOrDefault("--id", "x").matches("[A-Za-z0-9-]{1,64}")) {
            StrictServer.end(1, "Invalid instance ID: Invalid char");
        }
        log(options);
        count(options);
        var socket = Path.of(options.getOrDefault("--api-sock", "/run/firecracker.socket"));
        try (var server = StrictServer.listening(socket, LONGEST_REQUEST)) {
            server.serve(new StrictApi(version, hasKvm)::answer);
        } catch (SocketException e) {
            StrictServer.end(1, "Failed to open the API socket at: " + socket + ". Check that it is not already used.");
        }
    }

    private static boolean takesValue(String argument, FirecrackerVersion version) {
        return WITH_VALUE.contains(argument)
                || (argument.equals("--metrics-path") && version.has(Feature.METRICS_FILE));
    }

    /** The file of its counts has to be there; it says at once what it would say at its end. */
    private static void count(Map<String, String> options) throws IOException {
        var metrics = options.get("--metrics-path");
        if (metrics != null) {
            if (!Files.isWritable(Path.of(metrics))) {
                StrictServer.end(1,
                        "Could not initialize metrics: Failed to open target file: No such file or directory");
            }
            Files.writeString(Path.of(metrics), """
                    {"utc_timestamp_ms":1,"net":{"tap_write_fails":2,"tx_count":9},"vsock":{"cfg_fails":0}}
                    """);
        }
    }

    private static void log(Map<String, String> options) throws IOException {
        var log = options.get("--log-path");
        if (log != null) {
            if (!Files.isWritable(Path.of(log))) {
                StrictServer.end(1,
                        "Could not initialize logger: Failed to open target file: No such file or directory");
            }
            Files.writeString(Path.of(log), "the strict peer runs\n");
        }
    }
}
