package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.bench.guest.Stopwatch;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;

/** What a driver and its machines take of the host while nothing is asked for, by how many they are. */
record ScalePart(Setting setting, int machines, Extent extent) implements Part {
    private static final double BYTES_OF_A_MEGABYTE = 1e6;
    /** As the command is started. */
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Djdk.pollerMode=1", "-Dlogback.configurationFile=dev/espalier/bench/logback.xml");

    @Override
    public String name() {
        return setting.words() + ", idle, machines: " + machines;
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
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
