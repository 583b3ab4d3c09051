package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/**
 * What a driver and its machines take of the host while nothing is asked for, by how many they are.
 *
 * @param options of the driver's JVM
 */
record ScalePart(Setting setting, int machines, Extent extent, List<String> options) implements Part {
    private static final double BYTES_OF_A_MEGABYTE = 1e6;
    /** What the launcher starts the command's JVM with, separated by spaces. */
    private static final String COMMAND_OPTIONS = "espalier.command.options";

    /** With a driver that is started as the command is. */
    static ScalePart ofCommand(Setting setting, int machines, Extent extent) {
        return new ScalePart(setting, machines, extent,
                Stream.of(System.getProperty(COMMAND_OPTIONS, "").split(" ", -1))
                        .filter(option -> !option.isEmpty())
                        .toList());
    }

    @Override
    public String name() {
        return setting.words() + ", idle, machines: " + machines;
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlogback.configurationFile=dev/espalier/bench/logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), IdleCluster.class.getName(),
                setting.backend(), Integer.toString(machines)));
        var driver = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            var started = driver.inputReader().readLine();
            if (started == null) {
                throw new IOException(name() + ": the machines did not start");
            }
            tell(recorder, Work.START_ALL, Stopwatch.seconds(Long.parseLong(started)));
            idle(recorder, driver.toHandle());
        } finally {
            driver.getOutputStream().close();
        }
        var unused = driver.waitFor();
    }

    private void idle(Recorder recorder, ProcessHandle driver) throws IOException, InterruptedException {
        var below = driver.descendants().toList();
        var driverBefore = ProcessCosts.of(driver);
        var machinesBefore = ProcessCosts.of(below);
        var begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(extent.idle().toNanos());
        var seconds = Stopwatch.seconds(System.nanoTime() - begin);
        var driverAfter = ProcessCosts.of(driver);
        var machinesAfter = ProcessCosts.of(below);
        tell(recorder, Work.DRIVER_IDLE, driverAfter.percentSince(driverBefore, seconds));
        tell(recorder, Work.MACHINE_IDLE, machinesAfter.percentSince(machinesBefore, seconds));
        tell(recorder, Work.DRIVER_MEMORY, ProcessCosts.resident(driver) / BYTES_OF_A_MEGABYTE);
        tell(recorder, Work.MACHINE_MEMORY, machinesAfter.bytes() / BYTES_OF_A_MEGABYTE);
        tell(recorder, Work.CLUSTER_MEMORY, (driverAfter.bytes() + machinesAfter.bytes()) / BYTES_OF_A_MEGABYTE);
    }

    private void tell(Recorder recorder, Work work, double value) {
        recorder.add(new Row(setting, work, machines), Contender.ESPALIER, value);
    }
}
