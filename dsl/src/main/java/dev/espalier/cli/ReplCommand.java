package dev.espalier.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "repl", description = "Lets you drive a test's machines by hand, with Java a line at a time: each is a variable, startAll() starts them, testScript() runs the test, testScript(\"start\") from where its first such run began.", mixinStandardHelpOptions = true, footer = {
        "", "Ctrl-C ends the line that runs, Ctrl-D or /exit the session, and all is taken",
        "down. The exit status is what /exit was given, or else 0, or 2, 3, 130 or 143",
        "as that of run."})
final class ReplCommand implements Callable<Integer> {

    @Mixin
    private final GivenTest test = new GivenTest();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return Interruption.during(() -> new HandDriven(output.directory()).of(test.prepare()));
    }
}
