package dev.espalier.backends.microvm;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.io.Closing;

/**
 * The vsock of a guest that has a bash behind its port 1234. Before the guest starts, nothing answers; while it boots,
 * connections just end. A host that writes no more ends both directions, as monitors have it.
 */
public final class StrictVsock {
    private static final int PORT = 1234;
    private static final long BOOT_MILLIS = 200;
    private static final long UNTAKEN_MILLIS = 2000;

    private final Optional<ServerSocketChannel> server;
    private final Path tools;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> booted = new CompletableFuture<>();
    private final Set<SocketChannel> hosts = ConcurrentHashMap.newKeySet();
    private volatile CompletableFuture<Void> goingOn = CompletableFuture.completedFuture(null);

    private StrictVsock(Optional<ServerSocketChannel> server, Path tools) {
        this.server = server;
        this.tools = tools;
    }

    public static StrictVsock none() {
        return new StrictVsock(Optional.empty(), Path.of(""));
    }

    public static StrictVsock listening(Path socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var vsock = new StrictVsock(Optional.of(server),
                Files.createDirectory(socket.resolveSibling("guest-" + System.nanoTime())));
        Thread.startVirtualThread(() -> vsock.accept(server));
        return vsock;
    }

    private void accept(ServerSocketChannel sockets) {
        try {
            while (true) {
                var host = sockets.accept();
                Thread.ofPlatform().daemon().start(() -> serve(host));
            }
        } catch (ClosedChannelException e) {
            // the guest has stopped
        } catch (IOException e) {
            System.err.println("vsock: " + e);
        }
    }

    /**
     * From now on a bash answers, after a moment.
     *
     * @param programs what happens when the guest runs one of these names
     */
    public void guestStarts(Map<String, Runnable> programs) {
        if (server.isEmpty()) {
            return;
        }
        try {
            for (var program : programs.entrySet()) {
                offer(program.getKey(), program.getValue());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        started.complete(null);
        var unused = booted.completeOnTimeout(null, BOOT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** As {@link #guestStarts}, of one that has booted once. */
    public void guestGoesOn(Map<String, Runnable> programs) {
        booted.complete(null);
        guestStarts(programs);
    }

    /** Ends all connections, as a snapshot does. */
    public void reset() {
        hosts.forEach(Closing::quietly);
    }

    /** Has a program in the guest make something happen to the machine, once. */
    private void offer(String name, Runnable consequence) throws IOException, InterruptedException {
        var told = tools.resolve(name + ".told");
        var made = new ProcessBuilder("mkfifo", told.toString()).inheritIO().start().waitFor();
        if (made != 0) {
            throw new IOException("no " + told);
        }
        var program = tools.resolve(name);
        Files.writeString(program, "#!/bin/sh\necho >" + told + "\nexec sleep 60\n");
        program.toFile().setExecutable(true);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Files.readAllBytes(told);
                consequence.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** With all that runs in the guest; the next one listens anew. */
    public void guestStops(Path socket) throws IOException {
        if (server.isPresent()) {
            server.get().close();
            Files.deleteIfExists(socket);
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void serve(SocketChannel host) {
        hosts.add(host);
        try (host) {
            var request = line(host);
            started.join();
            if (!booted.isDone() || !request.equals("CONNECT " + PORT)) {
                return;
            }
            if (!isTaken()) {
                return;
            }
            host.write(ByteBuffer.wrap("OK 1073741824\n".getBytes(StandardCharsets.US_ASCII)));
            relay(host, bash());
        } catch (IOException e) {
            // the host hung up
        }
    }

    /** A guest that stands still takes none, and nobody waits for it for long. */
    private boolean isTaken() {
        return goingOn.copy()
                .thenApply(on -> true)
                .completeOnTimeout(false, UNTAKEN_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private static String line(SocketChannel host) throws IOException {
        var line = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (host.read(one.clear()) > 0 && one.get(0) != '\n') {
            line.append((char) one.get(0));
        }
        return line.toString();
    }

    private Process bash() throws IOException {
        var builder = new ProcessBuilder("bash", "--norc", "--noprofile")
                .directory(new File("/tmp"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        var path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", tools + ":" + path);
        builder.environment().put("HOME", "/root");
        return builder.start();
    }

    private static void relay(SocketChannel host, Process bash) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            try (host; var said = bash.getInputStream()) {
                said.transferTo(Channels.newOutputStream(host));
            } catch (IOException e) {
                // the host hung up
            }
        });
        try (var input = bash.getOutputStream()) {
            var buffer = ByteBuffer.allocate(65536);
            while (host.read(buffer.clear()) >= 0) {
                input.write(buffer.array(), 0, buffer.position());
                input.flush();
            }
        }
    }

    public void pause() {
        goingOn = new CompletableFuture<>();
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
        goingOn.complete(null);
    }

    private static void signal(String name) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        ProcessHandle.current().descendants().forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
