package dev.espalier.runtime.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A right that one thread of one process on this host has at a time, named by a file. It ends with its process, however that ends.
 *
 * <p>The kernel keeps file locks for a whole process, so threads of this one first agree among themselves. A lock file
 * is opened only by a thread that has its turn, because closing any channel to it would end the process's lock; and it is
 * never deleted, because a waiter would get a lock on a file that nobody else finds.
 */
public final class ProcessLock implements AutoCloseable {
    private static final Map<Path, Turn> TURNS = new ConcurrentHashMap<>();
    private static final int MAX_NAME = 64;

    /** The right among the threads of this process; known as long as one of them has it or wants it. */
    private static final class Turn {
        private final Path file;
        private final Semaphore free = new Semaphore(1);
        private int wanted;

        private Turn(Path file) {
            this.file = file;
        }

        /** Links to its directory do not matter. */
        static Turn of(Path file) throws IOException {
            var absolute = file.toAbsolutePath().normalize();
            return TURNS.compute(absolute.resolveSibling(".").toRealPath().resolve(absolute.getFileName()),
                    (path, known) -> {
                        var turn = known == null ? new Turn(path) : known;
                        turn.wanted++;
                        return turn;
                    });
        }

        boolean take() {
            return free.tryAcquire();
        }

        void await() throws InterruptedException {
            free.acquire();
        }

        /** Who has taken it does not want it any more. */
        void end() {
            free.release();
            leave();
        }

        /** Who has not taken it does not want it any more. */
        void leave() {
            var unused = TURNS.computeIfPresent(file, (path, turn) -> {
                turn.wanted--;
                return turn.wanted == 0 ? null : turn;
            });
        }
    }

    private final Turn turn;
    private final FileChannel channel;

    private ProcessLock(Turn turn, FileChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    /**
     * Waits until nobody else has it.
     *
     * @param onBusy told who has it, if somebody does
     */
    public static ProcessLock acquire(Path file, Consumer<String> onBusy) throws IOException, InterruptedException {
        var turn = Turn.of(file);
        if (!turn.take()) {
            try {
                onBusy.accept("another thread of this process");
                turn.await();
            } catch (InterruptedException | RuntimeException e) {
                turn.leave();
                throw e;
            }
        }
        return inTurn(file, turn, channel -> {
            if (channel.tryLock() == null) {
                onBusy.accept(holder(channel));
                var unused = channel.lock();
            }
            return true;
        }).orElseThrow();
    }

    /** Takes it if nobody has it. */
    public static Optional<ProcessLock> tryAcquire(Path file) throws IOException {
        var turn = Turn.of(file);
        if (!turn.take()) {
            turn.leave();
            return Optional.empty();
        }
        return inTurn(file, turn, channel -> channel.tryLock() != null);
    }

    /** How many files there are whose lock somebody here has or wants. */
    static int known() {
        return TURNS.size();
    }

    @FunctionalInterface
    private interface Locking {
        boolean lock(FileChannel channel) throws IOException;
    }

    private static Optional<ProcessLock> inTurn(Path file, Turn turn, Locking locking) throws IOException {
        var held = Optional.<ProcessLock>empty();
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                if (locking.lock(channel)) {
                    var name = "process " + ProcessHandle.current().pid();
                    channel.truncate(0).write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), 0);
                    held = Optional.of(new ProcessLock(turn, channel));
                }
            } finally {
                if (held.isEmpty()) {
                    channel.close();
                }
            }
        } finally {
            if (held.isEmpty()) {
                turn.end();
            }
        }
        return held;
    }

    private static String holder(FileChannel channel) throws IOException {
        var name = ByteBuffer.allocate(MAX_NAME);
        channel.read(name, 0);
        return StandardCharsets.UTF_8.decode(name.flip()).toString();
    }

    /** Gives it back. May be called more than once. */
    @Override
    public synchronized void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release a lock", e);
            } finally {
                turn.end();
            }
        }
    }
}
