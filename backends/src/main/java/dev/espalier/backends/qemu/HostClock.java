package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How fast this host's processor counts time. */
final class HostClock {
    private static final Pattern MEGAHERTZ = Pattern.compile("(?m)^cpu MHz\\s*:\\s*([0-9]+)");

    private HostClock() {}

    /**
     * The kernel parameter that spares an emulated guest the measuring of its own clock, at which one boot of three hangs
     * on a microvm board; absent if /proc/cpuinfo does not tell.
     */
    static Optional<String> kernelParameter() {
        try {
            var megahertz = MEGAHERTZ.matcher(Files.readString(Path.of("/proc/cpuinfo")));
            return megahertz.find() ? Optional.of("tsc_early_khz=" + megahertz.group(1) + "000") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
