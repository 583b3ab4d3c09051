package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A living supervisor of either kind, as those who play to it see it. */
sealed interface Front permits StaticFront, DynamicFront {

    Question<?> ask(OtpPlayer.Request request);

    /** In start order; by name where there is none. */
    CompletableFuture<List<ChildInfo>> children(Duration patience);

    /** Sends a message that changes nothing, but for which it asks for the time. */
    void knock();
}
