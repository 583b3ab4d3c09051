package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;

/**
 * The process that is a machine.
 *
 * @param command     QEMU, or what becomes QEMU
 * @param directory   where it runs
 * @param environment its whole environment
 */
record QemuProcess(List<String> command, Path directory, Map<String, String> environment) {

    /** The last child of a machine's tree: its end is the machine's end. */
    ChildSpec child(MachineSite site) {
        return ChildSpec.worker("qemu", self -> OsProcess.running(
                new ProcessSpec(site.entrance().entering(command), directory, environment),
                new Stdio.Logged(line -> site.events().accept(new MachineEvent.ProcessSaid(line))),
                site.processListener()).behavior(self))
                .restart(Restart.TEMPORARY)
                .significant(true)
                .shutdown(Shutdown.brutalKill());
    }
}
