package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;

/**
 * A program that becomes a QEMU with disks, board and network cards of its own, as the {@code run-NAME-vm} that NixOS makes of
 * a machine's configuration. It is told the rest by its environment and by arguments that it hands on to QEMU.
 *
 * @param program  an executable file
 * @param machine  the machine's name
 * @param switches of the VLANs that it may connect the machine to
 */
record StartScript(Path program, String machine, Path directory, List<VdeSwitch> switches) {
    static final OptionKey<Path> START_SCRIPT = new OptionKey<>("start_script", new OptionType.FilePath(),
            "a program that becomes the machine's QEMU, as NixOS's run-NAME-vm; it decides on everything but the machine's"
                    + " name, number and VLANs");

    /** Why its machines can do less than others. */
    static final String SHORTCOMING = "a start script has given it disks and network cards that are not ours to handle";

    /** Who enters a namespace is in the root directory. */
    private static final List<String> IN_DIRECTORY = List.of("sh", "-c", "cd \"$0\" && exec \"$@\"");

    private static final String KERNEL_PARAMETERS = "QEMU_KERNEL_PARAMS";

    StartScript {
        switches = List.copyOf(switches);
    }

    static boolean starts(MachineSpec machine) {
        return machine.options().get(START_SCRIPT).isPresent();
    }

    /** @throws IllegalArgumentException if it has none */
    static StartScript of(MachineSpec machine, Path directory) {
        return new StartScript(machine.options()
                .get(START_SCRIPT)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no start script")),
                machine.name(), directory, machine.nics().stream().map(nic -> new VdeSwitch(nic, directory)).toList());
    }

    Optional<Requirement> missing() {
        return HostPrograms.unusable("the start script of " + machine, program);
    }

    /** Where it runs, and keeps the machine's disk over all starts. */
    Path state() {
        return directory.resolve("state");
    }

    /** What it may share with its guest. */
    Path shared() {
        return directory.resolve("shared");
    }

    /**
     * Its environment: {@code inherited}, and what the NixOS test driver adds to it.
     *
     * @param parameters of the guest's kernel, beside those that it has itself
     */
    Map<String, String> environment(Map<String, String> inherited, List<String> parameters) {
        var environment = new HashMap<>(inherited);
        environment.put("PATH", HostPrograms.PATH);
        environment.put("TMPDIR", state().toString());
        environment.put("USE_TMPDIR", "1");
        environment.put("SHARED_DIR", shared().toString());
        environment.put("NIX_EFI_VARS", state().resolve(machine + "-efi-vars.fd").toString());
        switches.forEach(vde -> environment.put("QEMU_VDE_SOCKET_" + vde.nic().vlan(), vde.socket().toString()));
        if (!parameters.isEmpty()) {
            environment.merge(KERNEL_PARAMETERS, String.join(" ", parameters), (given, more) -> given + " " + more);
        }
        return environment;
    }

    /**
     * What is run. The script's own board is some board with PCI, whose accelerator can be told again.
     *
     * @param imposed in place of the script's own choice
     */
    List<String> command(Optional<Accelerator> imposed, ResetPolicy resets, QemuChannels channels) {
        var arguments = new ArrayList<QemuArgument>();
        imposed.ifPresent(accelerator -> arguments
                .add(QemuArgument.text("-machine", "accel=" + accelerator.argument())));
        arguments.add(QemuMachine.atReset(resets));
        arguments.add(QemuArgument.text("-display", "none"));
        arguments.add(MachineType.Q35.virtio("virtio-rng"));
        arguments.addAll(channels.arguments(MachineType.Q35));
        var command = new ArrayList<>(IN_DIRECTORY);
        command.add(state().toString());
        command.add(program.toAbsolutePath().toString());
        arguments.forEach(argument -> command.addAll(argument.words()));
        return command;
    }
}
