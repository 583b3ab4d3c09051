package dev.espalier.bench;

/** What runs the one machine that this JVM has now. */
public final class MachineProcess {
    private MachineProcess() {}

    /** Its VMM or nspawn. */
    public static ProcessHandle running() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().filter(MachineProcess::runsMachines).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static boolean runsMachines(String program) {
        return program.contains("qemu-system") || program.endsWith("systemd-nspawn");
    }
}
