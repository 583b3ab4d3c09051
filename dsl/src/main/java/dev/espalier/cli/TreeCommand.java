package dev.espalier.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.engine.Engine;
import dev.espalier.report.TerminalStyle;
import dev.espalier.report.TreeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "tree", description = "Shows what your running clusters are made of: each machine's processes and channels, and how they are doing.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:There is a cluster.", "1:There is none."})
final class TreeCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Prints one line of JSON for each cluster instead.")
    private boolean json;

    @Mixin
    private final RunBase runBase = new RunBase();

    @Override
    public Integer call() throws IOException {
        var style = TerminalStyle.ofStandardOutput(System.getenv());
        var out = new PrintWriter(System.out, true, style.charset());
        var found = ExitCode.FAILED;
        for (var socket : Engine.treeSockets(runBase.directory())) {
            var tree = read(socket);
            if (tree.isPresent()) {
                found = ExitCode.PASSED;
                out.print(json ? tree.get() + "\n" : TreeText.of(tree.get(), style, Instant.now()));
            }
        }
        out.flush();
        if (found == ExitCode.FAILED) {
            System.err.println("espalier: no cluster of yours runs in " + runBase.directory());
        }
        return found.status();
    }

    /** Nothing from a cluster that is gone, or is going just now. */
    private static Optional<JsonNode> read(Path socket) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return Optional.of(JSON.readTree(Channels.newInputStream(channel))).filter(JsonNode::isObject);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
