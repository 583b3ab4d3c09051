package dev.espalier.bench.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.SupervisionTree;

/** Supervised readers, each with a log on disk, as machines have them. */
final class ConsoleReaders implements Listeners {
    private final List<Path> sockets;
    private final List<ConsoleLog> logs = new ArrayList<>();
    private final SupervisionTree tree;

    /** @param heard is told of each line when it is in its log */
    ConsoleReaders(Path directory, int count, Heard heard) throws IOException {
        sockets = IntStream.range(0, count).mapToObj(number -> directory.resolve("console" + number)).toList();
        var readers = new ArrayList<ChildSpec>();
        for (var socket : sockets) {
            var log = ConsoleLog.in(directory.resolve(socket.getFileName() + ".log"),
                    new ConsoleRetention(ConsoleRetention.DEFAULT_BYTES),
                    line -> heard.add(line.text().length() + 1L));
            logs.add(log);
            readers.add(ChildSpec.worker(socket.getFileName().toString(), ConsoleReader.reading(
                    new UnixListener(socket), log, new ConsoleInput(), InstantSource.system())));
        }
        tree = SupervisionTree.start("consoles", SupervisorSpec.oneForOne(readers.toArray(ChildSpec[]::new)),
                event -> {});
        var unused = tree.up().toCompletableFuture().join();
    }

    @Override
    public List<Path> sockets() {
        return sockets;
    }

    @Override
    public void close() throws IOException {
        tree.close();
        for (var log : logs) {
            log.close();
        }
    }
}
