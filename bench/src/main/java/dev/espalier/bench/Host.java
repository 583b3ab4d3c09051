package dev.espalier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where it was measured.
 *
 * @param load    how many tasks wanted to run in the minute before: what else the host had to do
 * @param guests  whether processors of guests are real ones or emulated
 */
public record Host(String cpu, int cores, double load, String kernel, String java, Guests guests) {

    /** How virtual machines run here. */
    public enum Guests {
        KVM("KVM"),
        EMULATED("emulated guests");

        private final String words;

        Guests(String words) {
            this.words = words;
        }

        /** @param lacking why KVM does not run them, if it does not */
        static Guests where(Optional<String> lacking) {
            return lacking.isEmpty() ? KVM : EMULATED;
        }
    }

    public static Host here() {
        return new Host(cpuModel(), Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), System.getProperty("os.version"),
                System.getProperty("java.version"),
                Guests.where(Virtualization.lacking()));
    }

    /** Whether figures of the two can be compared. */
    public boolean isLike(Host other) {
        return cpu.equals(other.cpu) && cores == other.cores && guests == other.guests;
    }

    private static String cpuModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d cores, load %.1f; Linux %s, JDK %s, %s", cpu, cores, load, kernel,
                java, guests.words);
    }
}
