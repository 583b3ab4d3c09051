package dev.espalier.backends.shell;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.io.Peer;
import dev.espalier.runtime.io.Wire;

/**
 * A pair of ports with a bash behind it that runs one command at a time. Output is passed on by the threads that read the
 * ports; all else happens in the actor that owns the lane.
 */
final class Lane implements Closeable {

    /** What a lane's threads tell its owner. */
    sealed interface News {

        /** The number of the lane. */
        int lane();
    }

    /** What a lane goes on after. */
    sealed interface Change extends News {}

    record Connected(int lane, Wire wire) implements Change {}

    record ErrConnected(int lane) implements Change {}

    record Disconnected(int lane) implements Change {}

    record ErrDisconnected(int lane) implements Change {}

    /** How far the command, or the start, with this marker has come. */
    record Advanced(int lane, String marker, Progress progress) implements Change {}

    /** It has ended for good. */
    record Unreachable(int lane, IOException why) implements News {}

    /** What the guest's side does. */
    sealed interface State {}

    /** In this boot of the guest nobody has needed a bash there yet. */
    record Unused() implements State {}

    /** Nothing runs there any more, as far as is known. */
    record Down() implements State {}

    /**
     * A bash is to say this word.
     *
     * @param again whether it follows another, which may keep the port busy
     */
    record Starting(String sync, boolean again) implements State {}

    /** A bash waits for a command. */
    record Idle(long pid) implements State {}

    /** A bash runs a command. */
    record Busy(long pid, ShellJob job) implements State {}

    /** What a port takes at once when its bash has read all before. */
    private static final int ROOM = 4096;

    private final int number;
    private final Consumer<News> owner;
    private final Peer stdout;
    private final Peer stderr;
    private final AtomicReference<Optional<Framing>> outFraming = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Framing>> errFraming = new AtomicReference<>(Optional.empty());
    private Optional<Wire> wire = Optional.empty();
    private long connections;
    private long errConnections;
    private State state = new Unused();

    /** Listens on both ports. */
    Lane(int number, Connections stdout, Connections stderr, Consumer<News> owner) throws IOException {
        this.number = number;
        this.owner = owner;
        this.stdout = Peer.listen(stdout, this::hearOut);
        try {
            this.stderr = Peer.listen(stderr, this::hearErr);
        } catch (IOException e) {
            this.stdout.close();
            throw e;
        }
    }

    private void hearOut(Peer.Event event) {
        switch (event) {
            case Peer.Connected(var to) -> owner.accept(new Connected(number, to));
            case Peer.Received(var bytes) -> outFraming.get().ifPresent(framing -> framing.accept(bytes));
            case Peer.Disconnected gone -> owner.accept(new Disconnected(number));
            case Peer.Unreachable(var why) -> owner.accept(new Unreachable(number, why));
        }
    }

    private void hearErr(Peer.Event event) {
        switch (event) {
            case Peer.Connected connected -> owner.accept(new ErrConnected(number));
            case Peer.Received(var bytes) -> errFraming.get().ifPresent(framing -> framing.accept(bytes));
            case Peer.Disconnected gone -> owner.accept(new ErrDisconnected(number));
            case Peer.Unreachable(var why) -> owner.accept(new Unreachable(number, why));
        }
    }

    int number() {
        return number;
    }

    State state() {
        return state;
    }

    /** Whether both ports are, and as often as each other: one that ends is heard of before or after the other. */
    boolean isConnected() {
        return wire.isPresent() && connections == errConnections;
    }

    void connected(Wire to) {
        wire = Optional.of(to);
        connections++;
    }

    void errConnected() {
        errConnections++;
    }

    /** What runs there gets an end of its input, and ends. */
    void disconnected() {
        wire = Optional.empty();
        down();
    }

    /** Whatever runs there is not listened to any more. */
    void down() {
        deafen();
        if (!(state instanceof Unused)) {
            state = new Down();
        }
    }

    /** As {@link #down}, and the guest has booted anew since. */
    void forget() {
        deafen();
        state = new Unused();
    }

    private void deafen() {
        outFraming.set(Optional.empty());
        errFraming.set(Optional.empty());
    }

    /** Gets ready for a bash that is about to be started, and says what with. */
    LaneScript.Start prepare(String sync) {
        errFraming.set(Optional.empty());
        outFraming.set(Optional.of(Framing.ofStdout(sync, OutputSink.nowhere(), progress(sync)::heardOut)));
        wire.orElseThrow().send((sync + "\n").getBytes(StandardCharsets.US_ASCII));
        state = new Starting(sync, !(state instanceof Unused));
        return new LaneScript.Start(number, sync);
    }

    /** Gets ready for the bash that has run a command with input, and may not have read all of it. */
    void resume(String marker) {
        wire.orElseThrow().send(LaneScript.filling(marker));
        var unused = prepare("e" + marker);
    }

    void started(long pid) {
        state = new Idle(pid);
    }

    /** Sends a command to the bash that waits for one. */
    void run(long pid, ShellJob job) {
        var marker = job.marker();
        var progress = progress(marker);
        errFraming.set(Optional.of(Framing.ofStderr(marker, job.stderr(), progress::heardErr)));
        outFraming.set(Optional.of(Framing.ofStdout(marker, job.stdout(), progress::heardOut)));
        var request = ShellRequest.of(marker, job.command(), job.input());
        if (request.length <= ROOM) {
            wire.orElseThrow().sendToReader(request);
        } else {
            wire.orElseThrow().send(request);
        }
        if (!job.input().isEmpty()) {
            wire.orElseThrow().send(job.transfer());
        }
        state = new Busy(pid, job);
    }

    private OutputMarks progress(String marker) {
        return new OutputMarks(progress -> owner.accept(new Advanced(number, marker, progress)));
    }

    @Override
    public void close() {
        stdout.close();
        stderr.close();
    }
}
