package dev.espalier.backends.spi;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.runtime.process.ExitStatus;
import org.apache.pekko.actor.typed.ActorRef;

/** Something that happened to a machine, told by the children of its blueprint. */
public sealed interface MachineEvent {

    /** The machine's process runs. */
    record ProcessStarted(long pid) implements MachineEvent {}

    /** The machine's process has ended. */
    record ProcessExited(ExitStatus status) implements MachineEvent {}

    /** The machine's process said something of its own, not the guest's; usually why it will not start. */
    record ProcessSaid(String line) implements MachineEvent {}

    /** The ports of a machine that makes its own are on their bridges: what a test has done to its links is done again. */
    record PortsMade() implements MachineEvent {}

    /** The guest answers on its shell. */
    record ShellConnected(ActorRef<GuestShell> shell, String bootId) implements MachineEvent {}

    /** The guest's shell answers no more. */
    record ShellDisconnected(ActorRef<GuestShell> shell) implements MachineEvent {}

    /** The way to a machine that has no process here was lost; what becomes of the machine is not known. */
    record ConnectionLost(String why) implements MachineEvent {}

    /** A process in the guest holds the output of a command that has ended: what it says there is lost. */
    record LeftBehind(String process, long pid) implements MachineEvent {}

    /** The guest powered itself off, in good order. */
    record GuestPoweredOff() implements MachineEvent {}

    /** The guest reset itself. */
    record GuestReset() implements MachineEvent {}

    /** Somebody outside reset the guest. */
    record HostReset() implements MachineEvent {}

    /** The guest's watchdog was not heard of for too long, and resets it. */
    record WatchdogFired() implements MachineEvent {}

    /** The guest's kernel gave up. */
    record GuestPanicked() implements MachineEvent {}
}
