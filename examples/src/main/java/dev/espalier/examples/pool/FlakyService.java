package dev.espalier.examples.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The world outside: a service on the loopback interface that knows what everything costs, and does not always care to
 * say so. Nobody supervises it.
 */
final class FlakyService implements AutoCloseable {

    /** What the service does when it is asked. */
    enum Mood {
        ANSWER,
        TALK_NONSENSE,
        HANG_UP,
        STALL,
        GO_AWAY_FOR_GOOD
    }

    private static final List<Mood> BAD = List.of(Mood.TALK_NONSENSE, Mood.HANG_UP, Mood.STALL);
    private static final int ODDS = 18;

    private final ServerSocket listening;
    private final Iterator<Mood> moods;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FlakyService(ServerSocket listening, Iterator<Mood> moods) {
        this.listening = listening;
        this.moods = moods;
    }

    /** @param moods one for each question, whoever asks it */
    static FlakyService start(Stream<Mood> moods) throws IOException {
        var service = new FlakyService(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), moods.iterator());
        service.threads.execute(service::listen);
        return service;
    }

    /** Moods without end, one in six of them bad; a seed's are always the same. */
    static Stream<Mood> moods(long seed) {
        return new Random(seed).ints(0, ODDS).mapToObj(n -> n < BAD.size() ? BAD.get(n) : Mood.ANSWER);
    }

    static int price(String symbol) {
        return Math.floorMod(symbol.hashCode(), 10_000);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    private void listen() {
        try {
            while (true) {
                var connection = listening.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            // nobody connects any more
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var questions = new DataInputStream(connection.getInputStream());
            var answers = new DataOutputStream(connection.getOutputStream());
            while (true) {
                var symbol = questions.readUTF();
                switch (nextMood()) {
                    case ANSWER -> answers.writeUTF(Integer.toString(price(symbol)));
                    case TALK_NONSENSE -> answers.writeUTF("what?");
                    case STALL -> {
                    }
                    case HANG_UP -> {
                        return;
                    }
                    case GO_AWAY_FOR_GOOD -> {
                        listening.close();
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // the other side has hung up
        }
    }

    private synchronized Mood nextMood() {
        return moods.next();
    }

    /** Lets nobody connect any more, and waits until all who are connected have hung up. */
    @Override
    public void close() throws IOException {
        listening.close();
        threads.close();
    }
}
