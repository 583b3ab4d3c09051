package dev.espalier.backends.spi;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.LeftBehind;
import dev.espalier.backends.shell.ShellListener;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.ProcessListener;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Where one machine lives.
 *
 * @param directory its own, readable by nobody else; it outlives a boot, so disks are kept there, and its path is short
 *                  enough for sockets
 * @param entrance  the way into the cluster's namespaces
 * @param console   where its console goes
 * @param events    who hears of its life; may be told from any thread
 * @param clock     what time it is
 */
public record MachineSite(Path directory, Entrance entrance, ConsoleLog console, Consumer<MachineEvent> events,
        InstantSource clock) {

    /** The same site, with somebody else who hears of the machine's life. */
    public MachineSite events(Consumer<MachineEvent> value) {
        return new MachineSite(directory, entrance, console, value, clock);
    }

    /** What a machine's process is to tell of itself. */
    public ProcessListener processListener() {
        return new ProcessListener() {
            @Override
            public void started(long pid) {
                events.accept(new MachineEvent.ProcessStarted(pid));
            }

            @Override
            public void exited(ExitStatus status) {
                events.accept(new MachineEvent.ProcessExited(status));
            }
        };
    }

    /** What a machine's shell is to tell of its guest. */
    public ShellListener shellListener() {
        return new ShellListener() {
            @Override
            public void connected(ActorRef<GuestShell> shell, String bootId) {
                events.accept(new MachineEvent.ShellConnected(shell, bootId));
            }

            @Override
            public void disconnected(ActorRef<GuestShell> shell) {
                events.accept(new MachineEvent.ShellDisconnected(shell));
            }

            @Override
            public void leftBehind(LeftBehind process) {
                events.accept(new MachineEvent.LeftBehind(process.name(), process.pid()));
            }
        };
    }
}
