package dev.espalier.cli;

import java.util.concurrent.Callable;

import dev.espalier.Doctor;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Says for each backend what this host lacks, and how to get it.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        var findings = Doctor.examine();
        for (var finding : findings) {
            System.out.println(finding.subject() + ": " + (finding.missing().isEmpty() ? "ready" : "not ready"));
            finding.notices().forEach(notice -> System.out.println("  note: " + notice));
            for (var requirement : finding.missing()) {
                System.out.println("  " + requirement.what());
                System.out.println("    remedy: " + requirement.remedy());
            }
        }
        return findings.stream().allMatch(finding -> finding.missing().isEmpty())
                ? ExitCode.PASSED.status()
                : ExitCode.HOST.status();
    }
}
