package dev.espalier.bench.run;

import java.io.IOException;

import dev.espalier.bench.LoopbackHost;
import dev.espalier.bench.guest.Machines;
import dev.espalier.bench.guest.StartedProgram;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Setting;

/** This host by SSH, beside OpenSSH's own client over a connection that it keeps. */
record SshPart(Extent extent) implements Part {
    private static final Setting SETTING = new Setting("ssh", "host");

    @Override
    public String name() {
        return SETTING.words();
    }

    @Override
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        var measures = new Measures(SETTING, extent, recorder);
        try (var host = LoopbackHost.start();
                var connection = host.connect();
                var machines = Machines.start(host.node())) {
            measures.answered(machines);
            var client = new StartedProgram(connection::program);
            measures.commands(Contender.FLOOR, client);
            measures.output(Contender.FLOOR, client);
            measures.input(Contender.FLOOR, client);
            measures.running(machines);
            measures.input(Contender.ESPALIER, machines);
        }
    }
}
