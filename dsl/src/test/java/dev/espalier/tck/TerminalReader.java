package dev.espalier.tck;

import java.time.Duration;

import dev.espalier.Machine;

/**
 * Somebody in a machine who reads from a terminal.
 *
 * @param place a directory of the machine's for what was read
 */
record TerminalReader(Machine machine, String place, String terminal) {

    /** Has {@code lines} read while {@code type} types them. The terminal is open before anything is typed. */
    String read(int lines, Runnable type) {
        var file = place + "/typed";
        machine.succeed("rm -f " + file + ".done; exec 3<" + terminal + "; { head -n " + lines + " <&3 >" + file
                + "; touch " + file + ".done; } >/dev/null 2>&1 &");
        type.run();
        machine.waitForFile(file + ".done", Duration.ofSeconds(30));
        return machine.succeed("cat " + file);
    }
}
