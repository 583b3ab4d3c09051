package dev.espalier.runtime.process;

import java.util.function.Consumer;

/** What becomes of a process's standard streams. Its standard error is always read, line by line. */
public sealed interface Stdio {

    Consumer<String> errors();

    /** Standard input is empty, and standard output goes where standard error goes. */
    record Logged(Consumer<String> errors) implements Stdio {}

    /** Standard input and output are one connection, offered to whoever waits for it. */
    record Connected(ProcessConnections connections, Consumer<String> errors) implements Stdio {}
}
