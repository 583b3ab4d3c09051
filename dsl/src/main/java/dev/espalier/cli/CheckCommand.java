package dev.espalier.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.espalier.Cluster;
import dev.espalier.backends.image.ImageCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Reads a test's configuration, compiles its script, looks whether this host has what its machines need, and starts nothing.", mixinStandardHelpOptions = true, footer = {
        "",
        "Exit status: 0 if a run would begin, 1 if the script does not compile, 2 wrong usage or configuration, 3 this host",
        "lacks something."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final GivenTest test = new GivenTest();

    @Option(names = "--no-host", description = "Does not look at this host: the test is to run on another.")
    private boolean elsewhere;

    @Override
    public Integer call() throws IOException {
        var prepared = test.prepare();
        if (!elsewhere) {
            Cluster.requireHost(prepared.configuration().cluster(), ImageCache.ofUser());
        }
        return ExitCode.PASSED.status();
    }
}
