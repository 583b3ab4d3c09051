package dev.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;

import dev.espalier.error.ClusterFailed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpenPromisesTest {
    private final OpenPromises promises = new OpenPromises();

    @Test
    @DisplayName("what is open when the cluster ends fails, and so does what is promised later")
    void end() {
        var early = new CompletableFuture<Void>();
        var late = new CompletableFuture<Void>();
        promises.add(early);
        promises.end("the cluster is down");
        promises.end("for another reason");
        promises.add(late);
        assertThatThrownBy(early::join).hasCause(new ClusterFailed("the cluster is down"));
        assertThatThrownBy(late::join).hasCause(new ClusterFailed("the cluster is down"));
    }

    @Test
    @DisplayName("what has been kept is not held on to, however long the cluster lives")
    void kept() {
        var promise = new CompletableFuture<String>();
        promises.add(promise);
        assertThat(promises.count()).isOne();
        promise.complete("kept");
        assertThat(promises.count()).isZero();
        promises.add(promise);
        assertThat(promises.count()).isZero();
    }
}
