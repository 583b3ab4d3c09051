package dev.espalier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.io.FileTree;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    @DisplayName("what is made keeps its directory")
    void made() throws Exception {
        var directory = Scratch.holding(place -> Files.writeString(place.resolve("disk"), "data").resolveSibling("."));
        assertThat(directory.resolve("disk")).content().isEqualTo("data");
        FileTree.remove(directory.normalize());
    }

    @Test
    @DisplayName("of what cannot be made no directory is left, whatever was in it by then")
    void notMade() {
        var directory = new CompletableFuture<Path>();
        assertThatThrownBy(() -> Scratch.holding(place -> {
            directory.complete(place);
            Files.writeString(place.resolve("disk"), "data");
            throw new IllegalStateException("no KVM");
        })).hasMessage("no KVM");
        assertThat(directory.join()).doesNotExist();
    }
}
