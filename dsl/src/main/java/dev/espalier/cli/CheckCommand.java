package dev.espalier.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "check", description = "Reads a test's configuration and compiles its script, and starts nothing.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final GivenTest test = new GivenTest();

    @Override
    public Integer call() throws IOException {
        test.prepare();
        return ExitCode.PASSED.status();
    }
}
