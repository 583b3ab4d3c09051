package dev.espalier.bench.run;

import java.io.IOException;
import java.util.Set;

import dev.espalier.Machine;
import dev.espalier.bench.guest.BytesLost;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.NixosShell;
import dev.espalier.bench.guest.RawGuest;
import dev.espalier.bench.guest.ResidentShell;
import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.guest.Subject;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** What is measured of machines of several kinds in the same way. */
record Measures(Setting setting, Extent extent, Recorder recorder) {
    private static final int AT_ONCE = 8;
    private static final int FORKS = 4;
    private static final long NIXOS_BYTES = 4L << 20;
    private static final int NIXOS_SHARE = 10;

    void commands(Contender contender, Subject subject) throws IOException {
        recorder.commands(setting, contender, Stopwatch.roundTrips(subject, extent.commands()));
    }

    void output(Contender contender, Subject subject) throws IOException {
        recorder.add(setting, Work.OUTPUT, contender, Stopwatch.download(subject, extent.bytes()));
    }

    void input(Contender contender, Subject subject) throws IOException {
        recorder.add(setting, Work.UPLOAD, contender, Stopwatch.upload(subject, extent.bytes()));
    }

    /** What any machine does while it runs. */
    void running(Machines machines) throws IOException {
        commands(Contender.ESPALIER, machines);
        var begin = System.nanoTime();
        machines.succeedAtOnce(AT_ONCE);
        recorder.espalier(setting, Work.EIGHT, Stopwatch.milliseconds(System.nanoTime() - begin));
        output(Contender.ESPALIER, machines);
        recorder.espalier(setting, Work.WAIT, Stopwatch.milliseconds(machines.reaction()));
    }

    /** Of a machine that has just answered, and has had no command yet. */
    void answered(Machines machines) {
        machines.succeed();
        boot(machines, Work.SPAWN, Work.SHELL, Work.FIRST_COMMAND);
    }

    /** Some of a boot's phases, by what was told of it. */
    void boot(Machines machines, Work... wanted) {
        var phases = Phases.of(machines.events(), machines.first().name());
        phases.keySet().retainAll(Set.of(wanted));
        phases.forEach((work, since) -> recorder.espalier(setting, work, Stopwatch.milliseconds(since.toNanos())));
    }

    /** Of one with a network. */
    void forwarded(Machines machines) throws IOException {
        recorder.espalier(setting, Work.FORWARD,
                Stopwatch.megabytesPerSecond(extent.bytes(), machines.forwarded(extent.bytes())));
    }

    /** It is not running afterwards. */
    void death(Machines machines) {
        recorder.espalier(setting, Work.DEATH, Stopwatch.milliseconds(machines.death()));
    }

    /** It is not running afterwards. */
    void shutdown(Machines machines) {
        var begin = System.nanoTime();
        machines.first().shutdown();
        recorder.espalier(setting, Work.SHUTDOWN, Stopwatch.milliseconds(System.nanoTime() - begin));
    }

    /** There are more machines afterwards. */
    void snapshots(Machines machines) throws IOException {
        var machine = machines.first();
        var begin = System.nanoTime();
        var snapshot = machine.snapshot("bench");
        recorder.espalier(setting, Work.SNAPSHOT, Stopwatch.milliseconds(System.nanoTime() - begin));
        begin = System.nanoTime();
        machine.restore(snapshot);
        machines.succeed();
        recorder.espalier(setting, Work.RESTORE, Stopwatch.milliseconds(System.nanoTime() - begin));
        begin = System.nanoTime();
        var forks = machines.fork(snapshot, FORKS);
        recorder.espalier(setting, Work.FORK, Stopwatch.milliseconds(System.nanoTime() - begin));
        forks.forEach(Machine::crash);
    }

    /** The guest of an image of ours, started by hand: the floor, and the NixOS driver's protocol spoken to it. */
    void byHand(RawGuest guest) throws IOException {
        recorder.floor(setting, Work.SHELL, Stopwatch.milliseconds(guest.bootNanos()));
        var floor = new ResidentShell(guest);
        commands(Contender.FLOOR, floor);
        output(Contender.FLOOR, floor);
        input(Contender.FLOOR, floor);
        var nixos = new NixosShell(guest.console());
        recorder.commands(setting, Contender.NIXOS_PROTOCOL,
                Stopwatch.roundTrips(nixos, extent.commands() / NIXOS_SHARE));
        try {
            recorder.add(setting, Work.OUTPUT, Contender.NIXOS_PROTOCOL, Stopwatch.download(nixos, NIXOS_BYTES));
        } catch (BytesLost lost) {
            // QEMU throws away what a console's reader is too slow for: there is no figure then
        }
    }
}
