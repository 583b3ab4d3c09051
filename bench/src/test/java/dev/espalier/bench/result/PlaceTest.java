package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir
    private Path directory;

    private Path document() {
        return directory.resolve("document.md");
    }

    @Test
    @DisplayName("figures go into a document's place for them, and take the place of earlier ones")
    void filled() throws IOException {
        Files.writeString(document(),
                "before\n<!-- written by bench/run -->\nearlier\n<!-- to here -->\nafter\n");
        assertThat(Place.in(document()).figures()).isEqualTo("earlier");
        Place.in(document()).fill("newer\n");
        Place.in(document()).fill("newest\n");
        assertThat(document()).hasContent(
                "before\n<!-- written by bench/run -->\n\nnewest\n\n<!-- to here -->\nafter\n");
    }

    @Test
    @DisplayName("where there is no document there is one afterwards")
    void made() throws IOException {
        Place.in(document()).fill("figures\n");
        assertThat(Place.in(document()).figures()).isEqualTo("figures");
    }

    @Test
    @DisplayName("a document without such a place is left as it is")
    void foreign() throws IOException {
        Files.writeString(document(), "mine");
        assertThatThrownBy(() -> Place.in(document())).hasMessageContaining("has no place for results");
        assertThat(document()).hasContent("mine");
    }
}
