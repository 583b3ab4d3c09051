package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class UserCacheTest {

    @Test
    void isWhereTheUserSaysOrInTheHomeDirectory() {
        var home = Path.of("/home/user");
        assertThat(UserCache.directory(Map.of(), home)).isEqualTo(home.resolve(".cache/espalier"));
        assertThat(UserCache.directory(Map.of("XDG_CACHE_HOME", "/cache"), home)).isEqualTo(Path.of("/cache/espalier"));
        assertThat(UserCache.directory(Map.of("XDG_CACHE_HOME", "relative"), home))
                .isEqualTo(home.resolve(".cache/espalier"));
    }
}
