package dev.espalier.bench.result;

import dev.espalier.bench.Unit;

/** What is measured of machines. Those of {@link Group#BOOT} are times since the order to start. */
public enum Work {

    /** All that the machine is made of runs on the host. */
    SPAWN("its process runs", Unit.MILLISECONDS, Group.BOOT),

    /** The monitor answers on its control channel. */
    VMM("the VMM answers", Unit.MILLISECONDS, Group.BOOT),

    /** The first line of the guest's kernel. */
    KERNEL("the kernel speaks", Unit.MILLISECONDS, Group.BOOT),

    /** The kernel starts the first program. */
    INIT("init runs", Unit.MILLISECONDS, Group.BOOT),

    /** The guest takes commands. */
    SHELL("the shell answers", Unit.MILLISECONDS, Group.BOOT),

    /** The first command has been done. */
    FIRST_COMMAND("the first command is done", Unit.MILLISECONDS, Group.BOOT),

    /** systemd has reached its default target. */
    MULTI_USER("the multi-user target is reached", Unit.MILLISECONDS, Group.BOOT),

    /** {@code true}, the median of a round. */
    COMMAND("a command: median", Unit.MILLISECONDS, Group.COMMANDS),

    /** {@code true}, the slow ones of a round. */
    COMMAND_P95("a command: 95th percentile", Unit.MILLISECONDS, Group.COMMANDS),

    /** Eight times {@code true}, until the last is done. */
    EIGHT("eight commands at once", Unit.MILLISECONDS, Group.COMMANDS),

    /** Bytes out of a guest, by a command's output. */
    OUTPUT("output", Unit.MEGABYTES_PER_SECOND, Group.THROUGHPUT),

    /** Bytes into a guest, by a command's input. */
    UPLOAD("input", Unit.MEGABYTES_PER_SECOND, Group.THROUGHPUT),

    /** Bytes out of a guest, through a forwarded port. */
    FORWARD("a forwarded port", Unit.MEGABYTES_PER_SECOND, Group.THROUGHPUT),

    /** Bytes on consoles that are in their logs. */
    CONSOLE("consoles", Unit.MEGABYTES_PER_SECOND, Group.THROUGHPUT),

    /** The same, in lines of 64 bytes. */
    CONSOLE_LINES("lines of consoles", Unit.PER_SECOND, Group.THROUGHPUT),

    /** From what a wait waits for to its end. */
    WAIT("a wait, after what it waits for", Unit.MILLISECONDS, Group.REACTIONS),

    /** From the death of the machine's process to the exception of a command. */
    DEATH("news of a killed machine", Unit.MILLISECONDS, Group.REACTIONS),

    /** From the order to start to the monitor's answer that its guest runs, less what the monitor took itself. */
    OVERHEAD("a cold start, less the VMM's own time", Unit.MILLISECONDS, Group.REACTIONS),

    /** Until the guest has powered itself off. */
    SHUTDOWN("shutdown", Unit.MILLISECONDS, Group.REACTIONS),

    /** Taken. */
    SNAPSHOT("a snapshot is taken", Unit.MILLISECONDS, Group.SNAPSHOTS),

    /** Until the first command after it is done. */
    RESTORE("restored, to the first command", Unit.MILLISECONDS, Group.SNAPSHOTS),

    /** Until all forks answer. */
    FORK("four forks answer", Unit.MILLISECONDS, Group.SNAPSHOTS),

    /** By JUnit, from nothing to the end of the class. */
    TESTS_RESTORED("ten tests of a class with @Snapshot", Unit.SECONDS, Group.SNAPSHOTS),

    /** The same, of a class with one such test, whose machine boots for it. */
    TEST_BOOTED("a test with a boot", Unit.SECONDS, Group.SNAPSHOTS),

    /** From nothing to the last shell. */
    START_ALL("started, to the last shell", Unit.SECONDS, Group.SCALE),

    /** Resident memory of the JVM. */
    DRIVER_MEMORY("memory of the driver", Unit.MEGABYTES, Group.SCALE),

    /** Memory of what runs the machines, and in containers of what runs in them; what they share is divided among them. */
    MACHINE_MEMORY("memory of the machines", Unit.MEGABYTES, Group.SCALE),

    /** Memory of both together. */
    CLUSTER_MEMORY("memory of all", Unit.MEGABYTES, Group.SCALE),

    /** Of one core, while nothing is asked for. */
    DRIVER_IDLE("of a core, the driver idle", Unit.PERCENT, Group.SCALE),

    /** Of one core, while nothing is asked for. */
    MACHINE_IDLE("of a core, the machines idle", Unit.PERCENT, Group.SCALE);

    /** What belongs together. */
    public enum Group {
        BOOT,
        COMMANDS,
        THROUGHPUT,
        REACTIONS,
        SNAPSHOTS,
        SCALE
    }

    private final String title;
    private final Unit unit;
    private final Group group;

    Work(String title, Unit unit, Group group) {
        this.title = title;
        this.unit = unit;
        this.group = group;
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    public Group group() {
        return group;
    }
}
