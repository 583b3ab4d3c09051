package dev.espalier.backends.microvm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.process.BriefProcess;
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
import dev.espalier.runtime.supervision.Shutdown;

/**
 * The children of one machine's tree that are the same for all monitors that have the guest's serial console on their standard
 * streams, and are told all else when they listen.
 */
public final class MonitorChildren {
    private static final int LINES_KEPT = 20;

    private final MachineSite site;
    private final MonitorDialect dialect;
    private final MonitorApi api;
    private final ProcessConnections console = new ProcessConnections();
    private final Deque<String> said = new ArrayDeque<>();

    public MonitorChildren(MachineSite site, MonitorDialect dialect, MonitorApi api) {
        this.site = site;
        this.dialect = dialect;
        this.api = api;
    }

    /** It comes before the process. */
    public ChildSpec consoleReader() {
        return ChildSpec.worker("console reader",
                ConsoleReader.reading(console, site.console(), new ConsoleInput(), site.clock()));
    }

    /**
     * The monitor itself. A restart is not its own to ask for: its end is the machine's.
     *
     * @param command   asked for when it starts
     * @param lastWords what is to be told of its end beyond its exit status
     */
    public ChildSpec process(String id, List<String> command, Function<ExitStatus, List<MachineEvent>> lastWords) {
        return ChildSpec.worker(id, self -> {
            var spec = new ProcessSpec(site.entrance().entering(command), site.directory(),
                    Map.of("PATH", HostPrograms.PATH, "TMPDIR", site.directory().toString()));
            return OsProcess.running(spec,
                    new Stdio.Connected(console, this::said), new Listener(lastWords), this::meaning).behavior(self);
        }).restart(Restart.TEMPORARY).significant(true).shutdown(Shutdown.brutalKill());
    }

    private void said(String line) {
        synchronized (said) {
            said.addLast(line);
            if (said.size() > LINES_KEPT) {
                said.removeFirst();
            }
        }
        site.events().accept(new MachineEvent.ProcessSaid(line));
    }

    private List<String> lastSaid() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    private ExitReason meaning(ExitStatus status) {
        return status.success() ? ExitReason.normal() : ExitReason.failed(dialect.end(status));
    }

    /** Tells more of a monitor's end than its exit status does. */
    private final class Listener implements ProcessListener {
        private final Function<ExitStatus, List<MachineEvent>> lastWords;

        private Listener(Function<ExitStatus, List<MachineEvent>> lastWords) {
            this.lastWords = lastWords;
        }

        @Override
        public void started(long pid) {
            site.processListener().started(pid);
        }

        @Override
        public void exited(ExitStatus status) {
            api.ended(status, lastSaid());
            lastWords.apply(status).forEach(site.events());
            site.processListener().exited(status);
        }
    }

    /** Comes after the process, and tells it what machine it is to be. A refusal is the machine's failed start. */
    public ChildSpec configuration(List<Nic> nics, List<ApiCall> calls) {
        return Preparation.child("configuration", () -> configure(nics, calls), MonitorChildren::meaning);
    }

    private void configure(List<Nic> nics, List<ApiCall> calls) throws IOException, InterruptedException {
        for (var nic : nics) {
            requirePresent(nic);
        }
        api.awaitListening();
        for (var call : calls) {
            api.tell(call);
        }
    }

    /** A monitor would make an interface that is not there, which is on no network, and say nothing. */
    private void requirePresent(Nic nic) throws IOException, InterruptedException {
        try {
            var unused = BriefProcess.run(
                    site.entrance().entering(List.of("ip", "-o", "link", "show", "dev", nic.port())), "");
        } catch (IOException e) {
            throw MonitorFailure.because("its network interface is not there: " + e.getMessage());
        }
    }

    private static ExitReason meaning(Throwable failure) {
        return failure instanceof MonitorFailure known
                ? ExitReason.failed(known.why())
                : ExitReason.crashed(failure);
    }
}
