package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.LinkCarrier;
import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpError;

/** QEMU's ends of a machine's links. */
record QemuLinks(Qmp qmp) implements LinkCarrier, LinkDelay {

    @Override
    public CompletionStage<Void> plug(int nic) {
        return set(nic, true);
    }

    @Override
    public CompletionStage<Void> unplug(int nic) {
        return set(nic, false);
    }

    private CompletionStage<Void> set(int nic, boolean up) {
        return ask("set_link", QmpMessage.JSON.createObjectNode().put("name", netdev(nic)).put("up", up));
    }

    /** QEMU lets go of what it holds at fixed moments: what comes at any time waits for half of what is between them. */
    @Override
    public CompletionStage<Void> delay(int nic, Duration mean) {
        var id = "delay" + nic;
        var gone = ask("object-del", QmpMessage.JSON.createObjectNode().put("id", id))
                .exceptionallyCompose(QemuLinks::unlessThereWasNone);
        return mean.isZero()
                ? gone
                : gone.thenCompose(none -> ask("object-add", QmpMessage.JSON.createObjectNode()
                        .put("qom-type", "filter-buffer")
                        .put("id", id)
                        .put("netdev", netdev(nic))
                        .put("interval", 2 * mean.toNanos() / 1000)));
    }

    private static CompletionStage<Void> unlessThereWasNone(Throwable failure) {
        var why = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        return why instanceof QmpError ? CompletableFuture.completedStage(null) : CompletableFuture.failedStage(why);
    }

    private CompletionStage<Void> ask(String command, ObjectNode arguments) {
        return qmp.execute(command, arguments).thenApply(answer -> null);
    }

    /** As {@link QemuMachine} calls it. */
    private static String netdev(int nic) {
        return "net" + nic;
    }
}
