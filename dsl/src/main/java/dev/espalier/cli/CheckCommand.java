package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.espalier.run.TestPreparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Reads a test's configuration and compiles its script, and starts nothing.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TEST", description = "A directory with machines.json and test.java, or one of such files.")
    private Path test = Path.of("");

    @Override
    public Integer call() throws IOException {
        TestPreparation.of(test);
        return ExitCode.PASSED.status();
    }
}
