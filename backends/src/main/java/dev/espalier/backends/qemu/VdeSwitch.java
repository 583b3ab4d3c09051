package dev.espalier.backends.qemu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.process.ProcessConnections;
import dev.espalier.runtime.process.ProcessListener;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;

/**
 * A VDE switch between one machine, which finds it by a socket, and its TAP on a VLAN's bridge: what is done to the TAP's link
 * is done to the machine's. A QEMU does not come back to a switch that was started anew, so the switch's end is the
 * machine's end.
 *
 * @param nic       the interface of the machine whose TAP it is
 * @param directory where the machine's socket is made
 */
record VdeSwitch(Nic nic, Path directory) {
    static final String PROGRAM = "vde_switch";
    static final String PACKAGE = "vde2";

    /** What it answers when it knows all that it was told on its command line. */
    private static final String QUESTION = "showinfo\n";
    private static final String SUCCESS = "1000";

    /** Its complaints in their order among its answers; it goes on without a TAP that it cannot open. */
    private static final List<String> ONE_OUTPUT = List.of("sh", "-c", "exec \"$@\" 2>&1", "sh");

    /** In start order; they have started when the machine can be connected. */
    List<ChildSpec> children(MachineSite site) {
        var streams = new ProcessConnections();
        var spec = new ProcessSpec(site.entrance().entering(command()), site.directory(),
                Map.of("PATH", HostPrograms.PATH));
        return List.of(
                Preparation.child(name() + " socket", this::removeSocket),
                ChildSpec.worker(name(),
                        OsProcess.running(spec, new Stdio.Connected(streams, line -> {}), new Obituary(site),
                                ExitReason::failed))
                        .restart(Restart.TEMPORARY)
                        .significant(true),
                Preparation.child(name() + " answer", () -> awaitAnswer(streams)));
    }

    String name() {
        return PROGRAM + " of VLAN " + nic.vlan();
    }

    /** The directory that QEMU is told to find it by. */
    Path socket() {
        return directory.resolve("vde" + nic.vlan() + ".ctl");
    }

    /** It reads no configuration of the host's, and is nobody's but this user's. */
    List<String> command() {
        var command = new ArrayList<>(ONE_OUTPUT);
        command.addAll(
                List.of(PROGRAM, "--hub", "--rcfile", "/dev/null", "--dirmode", "0700", "--mode", "0600", "--tap",
                        nic.port(), "--sock", socket().toString()));
        return command;
    }

    /** One that was killed has left it. */
    private void removeSocket() throws IOException {
        if (Files.exists(socket())) {
            FileTree.remove(socket());
        }
    }

    private void awaitAnswer(ProcessConnections streams) throws IOException {
        try (var listening = streams.open()) {
            requireAnswer(listening.next());
        }
    }

    /** The connection stays open: it is by its end that a switch is told to end. */
    void requireAnswer(Connection connection) throws IOException {
        connection.output().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
        connection.output().flush();
        var answers = new BufferedReader(new InputStreamReader(connection.input(), StandardCharsets.UTF_8));
        var complaints = new ArrayList<String>();
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(PROGRAM + ":")) {
                complaints.add(line);
            } else if (line.startsWith(SUCCESS) && complaints.isEmpty()) {
                return;
            } else if (line.startsWith(SUCCESS)) {
                break;
            }
        }
        throw new IOException("the " + name() + " does not work: "
                + (complaints.isEmpty() ? "it ended without a word" : String.join("; ", complaints)));
    }

    /** Tells of an end that nobody has asked for. */
    private final class Obituary implements ProcessListener {
        private final MachineSite site;

        Obituary(MachineSite site) {
            this.site = site;
        }

        @Override
        public void started(long pid) {}

        @Override
        public void exited(ExitStatus status) {
            if (!status.success()) {
                site.events().accept(new MachineEvent.ProcessSaid("the " + name() + " ended: " + status));
            }
        }
    }
}
