package dev.espalier.runtime.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the calling user keeps what can be made again. */
public final class UserCache {
    private UserCache() {}

    /** {@code espalier} in {@code $XDG_CACHE_HOME}, or in {@code ~/.cache} if that is not set. It need not exist. */
    public static Path directory() {
        return directory(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path directory(Map<String, String> environment, Path home) {
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .orElse(home.resolve(".cache"))
                .resolve("espalier");
    }
}
