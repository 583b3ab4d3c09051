package dev.espalier.runtime.namespace;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.namespace.Isolation.Users;

/** A program that makes namespaces, starts what it is told to inside, says so and waits to be killed. */
final class KeeperHolder {
    /** It needs no library, so that it runs where an ordinary user cannot read them. */
    static final List<Path> CLASS_PATH = List.of(placeOf(Keeper.class), placeOf(KeeperHolder.class));

    private KeeperHolder() {}

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The users, and a shell script for each process to start inside; each says one line when it is ready. */
    public static void main(String[] arguments) throws IOException {
        try {
            var keeper = Keeper.start(new Isolation(true, Users.valueOf(arguments[0])));
            for (var script : List.of(arguments).subList(1, arguments.length)) {
                var process = new ProcessBuilder(keeper.entering(List.of("sh", "-c", script)))
                        .redirectErrorStream(true)
                        .start();
                System.out.println("said: " + process.inputReader(StandardCharsets.UTF_8).readLine());
            }
            System.out.println("keeper: " + keeper.pid());
            System.in.read();
        } catch (NamespaceException e) {
            System.out.println("refused: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }
}
