package dev.espalier.examples.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host application, one of whose machines has an accident. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** @param arguments the directory for the machines' console logs */
    public static void main(String[] arguments) throws Exception {
        var host = ActorSystem.create(Watchman.create(), "host");
        try {
            work(host, Files.createDirectories(Path.of(arguments[0])));
        } finally {
            host.terminate();
            host.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static void work(ActorSystem<TestEvent> host, Path consoles) throws InterruptedException {
        try (var fleet = Fleet.open(host, consoles)) {
            fleet.start();
            var mail = fleet.machineCalled("mail");
            LOG.info("{} answers", mail.succeed("hostname").strip());
            try {
                mail.succeed("kill -KILL -1");
            } catch (MachineDied accident) {
                LOG.info("what it was asked in that moment is lost: {}", accident.machine());
            }
            // Waits until it is back.
            LOG.info("{} answers again", mail.succeed("hostname").strip());
        }
    }
}
