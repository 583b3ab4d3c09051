package dev.espalier;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.error.WaitTimedOut;

/** What QEMU itself can be told about a machine that it runs. */
public final class QemuControl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Machine machine;
    private final Ability<Monitor> monitor;
    private final Ability<Qmp> qmp;
    private final Announcer announcer;

    QemuControl(Machine machine, Ability<Monitor> monitor, Ability<Qmp> qmp, Announcer announcer) {
        this.machine = machine;
        this.monitor = monitor;
        this.qmp = qmp;
        this.announcer = announcer;
    }

    /** Gives a command of QEMU's monitor for people, such as {@code info network}; returns what it prints. */
    public String monitor(String command) {
        return monitor.use(person -> person.command(command));
    }

    /** As {@link #qmp(String, Map)}, of a command without arguments. */
    public JsonNode qmp(String command) {
        return qmp(command, Map.of());
    }

    /**
     * Gives a command of the QEMU Machine Protocol.
     *
     * @param arguments by name: texts, numbers, booleans, lists and maps
     * @throws dev.espalier.error.QmpFailed if QEMU refuses it
     */
    public JsonNode qmp(String command, Map<String, ?> arguments) {
        return qmp.use(program -> program.execute(command, JSON.valueToTree(arguments)));
    }

    /**
     * Waits for an event: the first that is {@code wanted} and that no wait took before, be it from earlier in this life of
     * the machine or yet to come. {@code STOP} and {@code RESUME} come also when a text screen is read.
     *
     * @param wanted returns soon
     * @throws WaitTimedOut if none comes
     */
    public QmpEvent waitForEvent(Predicate<QmpEvent> wanted, Duration timeout) {
        var what = "an event of QEMU's";
        return announcer.waiting(machine.name(), what, () -> qmp.use(program -> program.event(wanted, timeout))
                .orElseThrow(() -> new WaitTimedOut(machine.name(), what, timeout, "", machine.console().lastLines())));
    }
}
