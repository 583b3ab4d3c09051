package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.microvm.KernelFormat;

/** The one machine of a Cloud Hypervisor, which may not have been created yet. */
final class StrictMachine {
    private static final String NOT_CREATED = "VM is not created";
    private static final String NO_CONFIGURATION = "VM config is missing";

    /** What it says where there is no machine. */
    static final Set<String> ABSENCES = Set.of(NOT_CREATED, NO_CONFIGURATION);

    private static final String NOT_RUNNING = "VM is not running";

    private enum State {
        NONE,
        CREATED("Created"),
        RUNNING("Running"),
        PAUSED("Paused");

        private final String word;

        State() {
            this("");
        }

        State(String word) {
            this.word = word;
        }
    }

    private final JsonNode configuration;
    private final CloudHypervisorVersion version;
    private final StrictEvents events;
    private final Runnable monitorEnd;
    private State state;
    private StrictDevices devices = StrictDevices.none();

    private StrictMachine(State state, JsonNode configuration, CloudHypervisorVersion version, StrictEvents events,
            Runnable monitorEnd) {
        this.state = state;
        this.configuration = configuration;
        this.version = version;
        this.events = events;
        this.monitorEnd = monitorEnd;
    }

    /** @param monitorEnd ends the monitor, as its guest's power-off does */
    static StrictMachine none(CloudHypervisorVersion version, StrictEvents events, Runnable monitorEnd) {
        return new StrictMachine(State.NONE, JsonNodeFactory.instance.objectNode(), version, events, monitorEnd);
    }

    StrictMachine create(JsonNode wanted) throws StrictFault {
        if (state != State.NONE) {
            throw new StrictFault("The VM could not be created", "VM is already created");
        }
        var cpus = wanted.path("cpus");
        if (cpus.path("max_vcpus").asInt(1) < cpus.path("boot_vcpus").asInt(1)) {
            throw new StrictFault("The VM could not be created", "Failed to validate config",
                    "Max CPUs (" + cpus.path("max_vcpus") + ") lower than boot CPUs (" + cpus.path("boot_vcpus")
                            + ")");
        }
        return new StrictMachine(State.CREATED, wanted, version, events, monitorEnd);
    }

    ObjectNode info() throws StrictFault {
        requireOne("The VM info is not available", NOT_CREATED);
        var info = JsonNodeFactory.instance.objectNode().put("state", state.word);
        info.set("config", configuration);
        return info;
    }

    private void requireOne(String undone, String absence) throws StrictFault {
        if (state == State.NONE) {
            throw new StrictFault(undone, absence);
        }
    }

    void boot() throws StrictFault {
        requireOne("The VM could not boot", NO_CONFIGURATION);
        events.say("vm", "booting");
        start("The VM could not boot");
        events.say("vm", "booted");
    }

    private void start(String undone) throws StrictFault {
        if (state != State.CREATED) {
            throw new StrictFault(undone, "invalid VM state transition: " + state.word + " to Running");
        }
        var payload = configuration.path("payload");
        if (!payload.has("kernel")) {
            throw new StrictFault(undone, "Failed to validate config",
                    "No bootitem provided: neither firmware nor kernel");
        }
        requireKernel(undone, Path.of(payload.path("kernel").asText()));
        if (payload.has("initramfs") && !Files.exists(Path.of(payload.path("initramfs").asText()))) {
            throw new StrictFault(undone, "Cannot open initramfs file", StrictDevices.NO_FILE);
        }
        devices = StrictDevices.of(configuration, undone);
        noteAddresses();
        state = State.RUNNING;
        say("Linux version of the strict peer");
        say("Command line: " + payload.path("cmdline").asText());
        say("Interfaces: " + interfaces());
        devices.vsock().guestStarts(programs());
    }

    /** Those of the host's interfaces, which become a part of what it was told. */
    private void noteAddresses() {
        for (var net : configuration.path("net")) {
            if (net instanceof ObjectNode its && !its.has("host_mac")) {
                its.put("host_mac", "of " + its.path("tap").asText());
            }
        }
    }

    private String interfaces() {
        return StreamSupport.stream(configuration.path("net").spliterator(), false)
                .map(net -> net.path("tap").asText())
                .collect(Collectors.joining(" "));
    }

    private Map<String, Runnable> programs() {
        return Map.of("poweroff", this::poweredOff, "reboot", this::reset, "panic", this::panicked);
    }

    private void requireKernel(String undone, Path kernel) throws StrictFault {
        try {
            var format = KernelFormat.of(kernel);
            if (format == KernelFormat.UNKNOWN
                    || (format == KernelFormat.BZIMAGE && !version.has(Feature.BZIMAGE))) {
                throw new StrictFault(undone, "Cannot load the kernel into memory",
                        "Kernel loader: failed to load ELF kernel image");
            }
        } catch (IOException e) {
            throw new StrictFault(undone, "Cannot open kernel file", StrictDevices.NO_FILE);
        }
    }

    /** On the serial console, if that is where somebody hears it. */
    private void say(String line) {
        if (configuration.path("serial").path("mode").asText().equals("Tty")) {
            System.out.println(line);
            System.out.flush();
        }
    }

    void pause() throws StrictFault {
        become(State.PAUSED, State.RUNNING, "The VM could not be paused");
        events.say("vm", "pausing");
        devices.vsock().pause();
        events.say("vm", "paused");
    }

    void resume() throws StrictFault {
        become(State.RUNNING, State.PAUSED, "The VM could not resume");
        events.say("vm", "resuming");
        devices.vsock().resume();
        events.say("vm", "resumed");
    }

    private void become(State next, State from, String undone) throws StrictFault {
        if (state == State.NONE || state == State.CREATED) {
            throw new StrictFault(undone, NOT_RUNNING);
        }
        if (state != from) {
            throw new StrictFault(undone, "Invalid transition: InvalidStateTransition(" + state.word + ", " + next.word
                    + ")");
        }
        state = next;
    }

    void snapshot(JsonNode wanted) throws StrictFault {
        var undone = "The VM could not be snapshotted";
        if (state == State.NONE || state == State.CREATED) {
            throw new StrictFault(undone, NOT_RUNNING);
        }
        events.say("vm", "snapshotting");
        if (state != State.PAUSED) {
            throw new StrictFault(undone, "Cannot snapshot VM", "Failed to snapshot migratable component",
                    "Trying to snapshot while VM is running");
        }
        StrictSnapshot.at(wanted.path("destination_url").asText(), version, undone).write(configuration, undone);
        events.say("vm", "snapshotted");
    }

    /** What it becomes stands still. */
    StrictMachine restore(JsonNode wanted) throws StrictFault {
        var undone = "The VM could not be restored";
        if (state != State.NONE) {
            throw new StrictFault(undone, "VM is already created");
        }
        var snapshot = StrictSnapshot.at(wanted.path("source_url").asText(), version, undone);
        var kept = snapshot.configuration(undone);
        snapshot.requireState(kept, undone);
        var machine = new StrictMachine(State.PAUSED, kept, version, events, monitorEnd);
        events.say("vm", "restoring");
        machine.devices = StrictDevices.of(kept, undone);
        snapshot.readMemory(undone);
        machine.say("Going on with: " + machine.interfaces());
        machine.devices.vsock().guestGoesOn(machine.programs());
        machine.devices.vsock().pause();
        events.say("vm", "restored");
        if (wanted.path("resume").asBoolean()) {
            machine.resume();
        }
        return machine;
    }

    void resize(JsonNode desired) throws StrictFault {
        if (state != State.RUNNING) {
            throw new StrictFault("The VM could not be resized", NOT_RUNNING);
        }
        var most = configuration.path("cpus").path("max_vcpus").asInt(1);
        if (desired.path("desired_vcpus").asInt(1) > most) {
            throw new StrictFault("The VM could not be resized", "Error from CPU manager",
                    "Requested vCPUs exceed maximum");
        }
        var memory = configuration.path("memory");
        if (desired.path("desired_ram").asLong(0) > memory.path("size").asLong()
                + memory.path("hotplug_size").asLong()) {
            throw new StrictFault("The VM could not be resized", "Memory manager error",
                    "Not enough space in the hotplug RAM region");
        }
        events.say("vm", "resizing");
        say("Resized: " + desired);
        events.say("vm", "resized");
    }

    void pressPowerButton() throws StrictFault {
        if (state != State.RUNNING) {
            throw new StrictFault("Error triggering power button", NOT_RUNNING);
        }
        say("the power button was pressed");
        Thread.ofPlatform().daemon().start(this::poweredOff);
    }

    synchronized void reboot(String undone) throws StrictFault {
        if (state == State.NONE || state == State.CREATED) {
            throw new StrictFault(undone, NOT_CREATED);
        }
        events.say("vm", "rebooting");
        try {
            stop();
        } catch (IOException e) {
            throw new StrictFault(undone, e.toString());
        }
        state = State.CREATED;
        start(undone);
        events.say("vm", "rebooted");
    }

    private void stop() throws IOException {
        devices.end();
        devices = StrictDevices.none();
    }

    private void reset() {
        say("reboot: Restarting system");
        try {
            reboot("reset");
        } catch (StrictFault e) {
            System.err.println(e.getMessage());
        }
    }

    private void panicked() {
        say("Kernel panic - not syncing: sysrq triggered crash");
        events.say("guest", "panic");
        reset();
    }

    private void poweredOff() {
        say("reboot: Power down");
        monitorEnd.run();
    }

    StrictMachine delete() throws StrictFault {
        try {
            close();
        } catch (IOException e) {
            throw new StrictFault("The VM could not be deleted", e.toString());
        }
        return none(version, events, monitorEnd);
    }

    private synchronized void close() throws IOException {
        if (state == State.RUNNING || state == State.PAUSED) {
            stop();
            events.say("vm", "shutdown");
        }
        if (state != State.NONE) {
            events.say("vm", "deleted");
        }
        state = State.NONE;
    }

    /** With the monitor. */
    void end() throws IOException {
        close();
        events.say("vmm", "shutdown");
    }
}
