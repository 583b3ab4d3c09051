package dev.espalier.backends.shell;

import dev.espalier.runtime.io.Connections;

/** The two ports of a lane: one for requests, input and standard output, one for standard error. */
public record PortPair(Connections stdout, Connections stderr) {

    /** The name by which the guest finds the first port of a lane. */
    public static String stdoutPort(int lane) {
        return "espalier.out." + lane;
    }

    /** The name by which the guest finds the second port of a lane. */
    public static String stderrPort(int lane) {
        return "espalier.err." + lane;
    }
}
