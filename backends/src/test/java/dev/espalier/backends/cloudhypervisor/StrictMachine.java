package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.StrictVsock;

/** The one machine of a Cloud Hypervisor, which may not have been created yet. */
final class StrictMachine {
    static final String NOT_CREATED = "VM is not created";

    private static final String NOT_RUNNING = "VM is not running";
    private static final String NO_FILE = "No such file or directory (os error 2)";

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
    private StrictVsock vsock = StrictVsock.none();
    private final List<FileLock> locks = new ArrayList<>();

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
        requireCreated("The VM info is not available");
        var info = JsonNodeFactory.instance.objectNode().put("state", state.word);
        info.set("config", configuration);
        return info;
    }

    private void requireCreated(String undone) throws StrictFault {
        if (state == State.NONE) {
            throw new StrictFault(undone, NOT_CREATED);
        }
    }

    void boot() throws StrictFault {
        requireCreated("The VM could not boot");
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
            throw new StrictFault(undone, "Cannot open initramfs file", NO_FILE);
        }
        for (var disk : configuration.path("disks")) {
            lock(undone, Path.of(disk.path("path").asText()));
        }
        if (configuration.has("vsock")) {
            try {
                vsock = StrictVsock.listening(Path.of(configuration.path("vsock").path("socket").asText()));
            } catch (IOException e) {
                throw new StrictFault(undone, "Error from device manager", "Cannot create virtio-vsock backend",
                        "Error binding to the host-side Unix socket", "Address already in use (os error 98)");
            }
        }
        state = State.RUNNING;
        say("Linux version of the strict peer");
        say("Command line: " + payload.path("cmdline").asText());
        say("Interfaces: " + StreamSupport.stream(configuration.path("net").spliterator(), false)
                .map(net -> net.path("tap").asText())
                .collect(Collectors.joining(" ")));
        vsock.guestStarts(Map.of("poweroff", this::poweredOff, "reboot", this::reset, "panic", this::panicked));
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
            throw new StrictFault(undone, "Cannot open kernel file", NO_FILE);
        }
    }

    private void lock(String undone, Path disk) throws StrictFault {
        if (!Files.isWritable(disk)) {
            throw new StrictFault(undone, "Error from device manager", "Cannot open disk path", NO_FILE);
        }
        try {
            var file = new RandomAccessFile(disk.toFile(), "rw");
            var lock = file.getChannel().tryLock();
            if (lock == null) {
                file.close();
                throw new StrictFault(undone, "Error locking disk images: Another instance likely holds a lock",
                        "Cannot lock images of all block devices");
            }
            locks.add(lock);
        } catch (IOException e) {
            throw new StrictFault(undone, "Error from device manager", "Cannot open disk path", e.toString());
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
        vsock.pause();
        events.say("vm", "paused");
    }

    void resume() throws StrictFault {
        become(State.RUNNING, State.PAUSED, "The VM could not resume");
        events.say("vm", "resuming");
        vsock.resume();
        events.say("vm", "resumed");
    }

    private void become(State next, State from, String undone) throws StrictFault {
        if (state == State.NONE || state == State.CREATED) {
            throw new StrictFault(undone, NOT_RUNNING);
        }
        if (state != from) {
            throw new StrictFault(undone, "invalid VM state transition: " + state.word + " to " + next.word);
        }
        state = next;
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
        for (var lock : locks) {
            lock.acquiredBy().close();
        }
        locks.clear();
        vsock.guestStops(Path.of(configuration.path("vsock").path("socket").asText()));
        vsock = StrictVsock.none();
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
