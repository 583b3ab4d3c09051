package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.microvm.StrictServer;

/**
 * Stands in for Cloud Hypervisor where there is none: it takes the same arguments, listens on the same sockets, refuses what
 * Cloud Hypervisor refuses in the same words, tells the same events, and has a bash of this host behind its vsock. What its
 * guest does beyond that is a few lines on its console. Its own arguments come before the real ones: the version that it is of,
 * and whether there is KVM. What it ignores it says, which the real one does not.
 */
public final class StrictCloudHypervisor {
    private static final Set<String> WITH_VALUE = Set.of("--api-socket", "--event-monitor", "--log-file");
    private static final int BAD_ARGUMENTS = 2;
    private static final int LONGEST_REQUEST = 4 * 1024 * 1024;
    private static final int FIRST_WITHOUT_STALE_SOCKETS = 53;

    private StrictCloudHypervisor() {}

    public static void main(String[] arguments) throws IOException {
        var answer = "cloud-hypervisor v" + arguments[0] + ".0";
        var version = CloudHypervisorVersion.parse(answer).orElseThrow();
        if (arguments.length == 3 && arguments[2].equals("--version")) {
            System.out.println(answer);
            return;
        }
        var options = options(arguments);
        if (!arguments[1].equals("kvm")) {
            fail("Failed to open hypervisor interface (is hypervisor interface available?)", "no supported hypervisor");
        }
        log(options);
        var events = StrictEvents.to(Optional.ofNullable(options.get("--event-monitor")).map(Path::of));
        events.say("vmm", "starting");
        serve(Path.of(options.getOrDefault("--api-socket", "")), version, events);
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (int at = 2; at < arguments.length; at += 2) {
            if (!WITH_VALUE.contains(arguments[at]) || at + 1 == arguments.length) {
                StrictServer.end(BAD_ARGUMENTS, "error: unexpected argument '" + arguments[at] + "' found");
            }
            var value = arguments[at + 1];
            options.put(arguments[at], value.startsWith("path=") ? value.substring("path=".length()) : value);
        }
        return options;
    }

    private static void log(Map<String, String> options) throws IOException {
        var log = options.get("--log-file");
        if (log != null) {
            Files.writeString(Path.of(log), "the strict peer runs\n");
        }
    }

    private static void serve(Path socket, CloudHypervisorVersion version, StrictEvents events) throws IOException {
        if (version.major() >= FIRST_WITHOUT_STALE_SOCKETS) {
            Files.deleteIfExists(socket);
        }
        try (var server = StrictServer.listening(socket, LONGEST_REQUEST)) {
            var api = new StrictApi(version, events, socket);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(api::end));
            server.serve(api::answer);
        } catch (SocketException e) {
            fail("Error creation API server's socket", "Address already in use (os error 98)");
        }
    }

    private static void fail(String... causes) {
        var chain = new StringBuilder("Error: Cloud Hypervisor exited with the following chain of errors:\n");
        for (int at = 0; at < causes.length; at++) {
            chain.append("  ").append(at).append(": ").append(causes[at]).append('\n');
        }
        StrictServer.end(1, chain.toString());
    }
}
