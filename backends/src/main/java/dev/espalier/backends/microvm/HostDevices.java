package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.TunDevice;

/** The devices of a host without which no monitor runs a machine, or joins one to a network. */
public record HostDevices(Path kvm, TunDevice tun) {
    public static final HostDevices OF_THIS_HOST = new HostDevices(Path.of("/dev/kvm"), TunDevice.OF_THIS_HOST);

    /**
     * What is missing of them, or may not be used.
     *
     * @param monitor the monitor's name, as a sentence has it
     */
    public List<Requirement> missing(String monitor, boolean onNetworks) {
        var missing = new ArrayList<Requirement>();
        if (!Files.exists(kvm)) {
            missing.add(new Requirement(kvm + " does not exist, and " + monitor + " runs machines by KVM alone",
                    "use a host with KVM (modprobe kvm_intel or kvm_amd; in a container, start it with --device " + kvm
                            + "), or the backend qemu"));
        } else if (!canBeOpened(kvm)) {
            missing.add(new Requirement(kvm + " cannot be opened by this user",
                    "usermod -a -G kvm USER and log in again, or run as root"));
        }
        if (onNetworks) {
            tun.missing().ifPresent(missing::add);
        }
        return missing;
    }

    /** A device may be there, and be nobody's. */
    private static boolean canBeOpened(Path device) {
        try (var opened = FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return opened.isOpen();
        } catch (IOException e) {
            return false;
        }
    }
}
