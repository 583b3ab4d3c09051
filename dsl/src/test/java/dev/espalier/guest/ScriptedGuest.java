package dev.espalier.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.GuestCommand;
import dev.espalier.runtime.io.Connection;

/** A guest of which each look sees the same, and whose commands say one thing and end as they are told to. */
final class ScriptedGuest implements Guest {
    private final String seen;
    private final String says;
    private final Supplier<CompletionStage<Integer>> end;
    final AtomicInteger cancelled = new AtomicInteger();

    ScriptedGuest(String seen, String says, Supplier<CompletionStage<Integer>> end) {
        this.seen = seen;
        this.says = says;
        this.end = end;
    }

    static ScriptedGuest saying(String text) {
        return new ScriptedGuest("", text, () -> CompletableFuture.completedStage(0));
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public CommandResult execute(String command, CommandOptions options) {
        return look(command, options);
    }

    @Override
    public CommandResult look(String command, CommandOptions options) {
        return new CommandResult(0, seen.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    @Override
    public GuestCommand begin(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr) {
        try {
            var bytes = says.getBytes(StandardCharsets.UTF_8);
            stdout.write(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new GuestCommand(end.get(), cancelled::incrementAndGet);
    }

    @Override
    public GuestCommand connect(ShellCommand command, Connection connection) {
        return begin(command, ShellInput.none(), OutputSink.nowhere(), OutputSink.nowhere());
    }

    @Override
    public <T> T waiting(String what, Supplier<T> wait) {
        return wait.get();
    }

    @Override
    public void log(String text) {}

    @Override
    public List<String> consoleTail() {
        return List.of("its console");
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }
}
