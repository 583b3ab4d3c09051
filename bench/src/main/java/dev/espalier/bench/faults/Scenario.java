package dev.espalier.bench.faults;

import java.util.List;

/** A test that passes if nothing breaks. */
enum Scenario {
    LOCAL("local", "\"vlans\": []"), NSPAWN("nspawn", "\"vlans\": [1]"), QEMU("qemu",
            "\"vlans\": [1], \"memory_mib\": 256");

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

    private final String backend;
    private final String machine;

    Scenario(String backend, String machine) {
        this.backend = backend;
        this.machine = machine;
    }

    String configuration() {
        var machines = List.of("one", "two")
                .stream()
                .map(name -> "\"%s\": {\"backend\": \"%s\", %s}".formatted(name, backend, machine))
                .toList();
        return "{\"vms\": {" + String.join(", ", machines) + "}, \"vlans\": [1], \"global_timeout\": 100}";
    }
}
