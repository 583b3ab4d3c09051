package dev.espalier.cli;

import java.io.IOException;
import java.util.Optional;

import dev.espalier.ClusterSettings;
import dev.espalier.repl.Repl;
import dev.espalier.run.Inspector;
import dev.espalier.run.Stage;
import dev.espalier.terminal.ProcessTerminal;

/**
 * Who drives machines by hand, by what standard input says.
 *
 * @param terminal if it is one
 */
record Operator(Optional<ProcessTerminal> terminal) implements Inspector {

    static Operator present() {
        return new Operator(ProcessTerminal.find());
    }

    /** Of a cluster whose machines it is to drive. */
    ClusterSettings settings(ClusterSettings usual) {
        return terminal.map(usual::terminal).orElse(usual);
    }

    @Override
    public void inspect(Stage stage) throws IOException, InterruptedException {
        var unused = drive(stage);
    }

    /** @return what {@code /exit} was given, else 0 */
    int drive(Stage stage) throws IOException, InterruptedException {
        return new Repl(stage, terminal).run();
    }
}
