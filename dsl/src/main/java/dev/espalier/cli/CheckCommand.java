package dev.espalier.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.espalier.Cluster;
import dev.espalier.backends.image.ImageCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Checks a test and starts nothing: reads its configuration, compiles its script, and looks whether this host has what its machines need.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:A run would begin.", "1:The script does not compile.", "2:The usage or the configuration is wrong.",
        "3:This host lacks something."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final GivenTest test = new GivenTest();

    @Option(names = "--no-host", description = "Does not look at this host, for tests that are to run on another.")
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
