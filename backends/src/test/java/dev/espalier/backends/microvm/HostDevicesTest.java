package dev.espalier.backends.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.TunDevice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDevicesTest {
    @TempDir
    private Path directory;

    private static List<String> said(List<Requirement> missing) {
        assertThat(missing).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
        return missing.stream().map(Requirement::what).toList();
    }

    @Test
    @DisplayName("devices that are not there, or that nobody is behind, are named with a remedy")
    void devices() throws Exception {
        var absent = directory.resolve("absent");
        var closed = Files.createDirectory(directory.resolve("kvm"));
        assertThat(said(new HostDevices(absent, new TunDevice(absent)).missing("Firecracker", true))).satisfiesExactly(
                kvm -> assertThat(kvm).contains("absent does not exist", "KVM"),
                tun -> assertThat(tun).contains("absent does not exist"));
        assertThat(said(new HostDevices(closed, new TunDevice(absent)).missing("Firecracker", false))).singleElement()
                .asString()
                .contains("cannot be opened");
    }
}
