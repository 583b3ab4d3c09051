package dev.espalier.bench.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@code espalier} from its start to its end, as a person at a terminal has it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
public class CommandStarting {
    /** What is to be done: nothing, or a test to be read and compiled. */
    @Param({"--version", "check"})
    private String work = "";

    private final String launcher = System.getProperty("espalier.launcher", "./espalier");
    private final SampleTest test = new SampleTest();

    /** Once. */
    @Benchmark
    public void command() throws IOException, InterruptedException {
        var command = work.equals("check")
                ? new ProcessBuilder(launcher, work, test.configuration())
                : new ProcessBuilder(launcher, work);
        var status = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command.command() + " has ended with " + status);
        }
    }

    /** Removes the test. */
    @TearDown
    public void remove() throws IOException {
        test.close();
    }
}
