package dev.espalier.bench.guest;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;

/** Who listens to consoles, each at a socket. */
interface Listeners extends Closeable {

    /** Where they listen already. */
    List<Path> sockets();
}
