package dev.espalier.bench.faults;

import java.io.IOException;
import java.util.Optional;

import dev.espalier.bench.LoopbackHost;

/** A test that passes if nothing breaks. */
enum Scenario {
    LOCAL("\"backend\": \"local\", \"vlans\": []"), NSPAWN("\"backend\": \"nspawn\", \"vlans\": [1]"), QEMU(
            "\"backend\": \"qemu\", \"vlans\": [1], \"memory_mib\": 256"),
    /** Both machines are one host, which is described once it is there. */
    SSH("");

    /** What the script says when it wants nothing more of its machines. */
    static final String THROUGH = "the script is through";

    /** What is in each backend's pocket: commands, an output, an input, a file, a wait, and two at once. */
    static final String SCRIPT = """
            startAll();
            subtest("commands", () -> {
                one.succeed("echo one");
                two.fail("exit 3");
                if (one.succeed("head -c 100000 /dev/zero | tr '\\\\0' x").length() != 100000) {
                    throw new AssertionError("an output is short");
                }
            });
            subtest("waits", () -> {
                two.succeed("(sleep 0.3; touch /tmp/here) >/dev/null 2>&1 &");
                two.waitForFile("/tmp/here");
            });
            subtest("both at once", () -> waitAll(machines(), machine -> machine.succeed("sleep 0.2")));
            one.succeed("true");
            two.succeed("true");
            log("%s");
            """.formatted(THROUGH);

    private final String machine;

    Scenario(String machine) {
        this.machine = machine;
    }

    /** The host that its machines are, if they are one that is there before them and after them. */
    Optional<LoopbackHost> startHost() throws IOException, InterruptedException {
        return this == SSH ? Optional.of(LoopbackHost.startApart()) : Optional.empty();
    }

    String configuration(Optional<LoopbackHost> host) {
        var body = host.map(LoopbackHost::configuration).orElse(machine);
        return """
                {"vms": {"one": {%s}, "two": {%s}}, "vlans": [1], "global_timeout": 100}""".formatted(body, body);
    }
}
