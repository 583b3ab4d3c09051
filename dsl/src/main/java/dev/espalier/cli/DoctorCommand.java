package dev.espalier.cli;

import java.util.List;
import java.util.concurrent.Callable;

import dev.espalier.Backends;
import dev.espalier.Doctor;
import dev.espalier.Doctor.Finding;
import dev.espalier.Doctor.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "doctor", description = "Says for each backend what this host lacks, and how to get it.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:All backends that were named are ready, or any if none was named.",
        "3:They are not, or this host can have no cluster at all."})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BACKEND", arity = "0..*", description = "A backend to look at. Default: all.")
    private List<String> named = List.of();

    @Override
    public Integer call() {
        var findings = named.isEmpty() ? Doctor.examine() : ofNamed();
        findings.forEach(DoctorCommand::say);
        return isWell(findings) ? ExitCode.PASSED.status() : ExitCode.HOST.status();
    }

    private List<Finding> ofNamed() {
        var installed = Backends.installed().names();
        for (var name : named) {
            if (!installed.contains(name)) {
                throw new ParameterException(spec.commandLine(),
                        "no backend is called " + name + "; there are " + String.join(", ", installed));
            }
        }
        return Doctor.examine(named);
    }

    private static void say(Finding finding) {
        System.out.println(finding.subject() + ": " + (finding.isReady() ? "ready" : "not ready"));
        finding.notices().forEach(notice -> System.out.println("  note: " + notice));
        for (var requirement : finding.missing()) {
            System.out.println("  " + requirement.what());
            System.out.println("    remedy: " + requirement.remedy());
        }
    }

    private boolean isWell(List<Finding> findings) {
        var backends = findings.stream().filter(finding -> finding.part() == Part.BACKEND).toList();
        return findings.stream().filter(finding -> finding.part() == Part.CLUSTERS).allMatch(Finding::isReady)
                && (named.isEmpty()
                        ? backends.stream().anyMatch(Finding::isReady)
                        : backends.stream().allMatch(Finding::isReady));
    }
}
