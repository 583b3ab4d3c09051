package dev.espalier.backends.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessConnections;
import dev.espalier.runtime.process.ProcessListener;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.Nursery;

/**
 * A bash of this host that reads its script from a pipe, with a {@link BackdoorShell} at the other end. It has a /run of
 * its own, so that nothing is left on the host if it ends in the middle of a command.
 */
final class RealBash implements AutoCloseable {
    private final ShellUser user = new ShellUser();
    private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    private final Keeper keeper;
    private final Nursery nursery;

    RealBash(Path directory) throws InterruptedException {
        var streams = new ProcessConnections();
        keeper = Keeper.start(Isolation.forMachines());
        var bash = new ProcessSpec(keeper.entering(List.of("sh", "-c",
                "mount -t tmpfs tmpfs /run && exec bash --norc --noprofile")), directory,
                Map.of("PATH", HostPrograms.PATH, "LANG", "C.UTF-8"));
        nursery = Nursery.of(
                ChildSpec.worker("shell", BackdoorShell.over(streams, user)),
                ChildSpec.worker("bash", OsProcess.running(bash, new Stdio.Connected(streams, complaints::add),
                        new ProcessListener() {
                            @Override
                            public void started(long pid) {}

                            @Override
                            public void exited(ExitStatus status) {}
                        })).restart(Restart.TEMPORARY));
        user.awaitConnection();
    }

    Asked ask(String text, Duration timeout) {
        return user.execute(new ShellCommand(text, timeout));
    }

    /** What a command leaves behind that nobody hinders. */
    Left run(String text) throws Exception {
        var asked = ask(text, Duration.ofMinutes(1));
        return switch (asked.await()) {
            case ShellReply.Finished(var status) -> new Left(status, asked.stdout().bytes(), asked.stderr().bytes());
            case ShellReply other -> throw new AssertionError(other + ", and bash says " + complaints);
        };
    }

    /** What a command has left behind. */
    @SuppressWarnings("ArrayRecordComponent")
    record Left(int exitStatus, byte[] stdout, byte[] stderr) {}

    @Override
    public void close() {
        nursery.close();
        keeper.close();
    }
}
