package dev.espalier.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.espalier.engine.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "sweep", description = "Removes what killed runs of yours have left, as each run does before it starts.", mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    @Mixin
    private final RunBase runBase = new RunBase();

    @Override
    public Integer call() throws IOException {
        var swept = Sweep.of(runBase.directory());
        swept.forEach(left -> System.out.println("removed " + left));
        if (swept.isEmpty()) {
            System.out.println("nothing was left");
        }
        return ExitCode.PASSED.status();
    }
}
