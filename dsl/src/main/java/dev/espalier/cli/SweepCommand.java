package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.espalier.engine.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "sweep", description = "Removes what killed runs of yours have left, as each run does before it starts.", mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "${sys:java.io.tmpdir}", description = "Where the runs had their run directories. Default: ${DEFAULT-VALUE}.")
    private Path runBase = Path.of("");

    @Override
    public Integer call() throws IOException {
        var swept = Sweep.of(runBase);
        swept.forEach(left -> System.out.println("removed " + left));
        if (swept.isEmpty()) {
            System.out.println("nothing was left");
        }
        return ExitCode.PASSED.status();
    }
}
