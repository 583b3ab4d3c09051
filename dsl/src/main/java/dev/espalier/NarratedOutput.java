package dev.espalier;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.command.CommandOptions;
import dev.espalier.runtime.console.LineSplitter;

/** Output that is passed on, and told line by line if that is wanted. */
final class NarratedOutput implements OutputSink {
    private final OutputSink sink;
    private final Consumer<String> teller;
    private final Optional<LineSplitter> lines;

    NarratedOutput(OutputSink sink, CommandOptions.Narration narration, Consumer<String> teller) {
        this.sink = sink;
        this.teller = teller;
        this.lines = switch (narration) {
            case NONE -> Optional.empty();
            case LIVE -> Optional.of(new LineSplitter());
        };
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        sink.write(bytes, from, length);
        lines.ifPresent(splitter -> splitter.accept(bytes, from, length).forEach(teller));
    }

    /** Tells what has no line end; nothing comes after it. */
    void end() {
        lines.flatMap(LineSplitter::rest).ifPresent(teller);
    }
}
