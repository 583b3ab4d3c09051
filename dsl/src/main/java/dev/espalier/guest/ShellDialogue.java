package dev.espalier.guest;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.engine.Asks;
import dev.espalier.engine.GuestCommand;

/**
 * Somebody who types commands to one bash in the guest, where each finds what those before it have left, such as a
 * directory or a variable.
 *
 * @param pipe what the bash reads, in the guest
 */
public record ShellDialogue(Guest guest, String pipe) {
    private static final Duration FOR_EVER = Duration.ofDays(100);

    /** Nobody knows what the bash is busy with while it does not read. */
    private static final Duration LINE = Duration.ofHours(1);

    /**
     * A process that writes nothing keeps the pipe open until nothing more is typed. The pipe has its name when that
     * process has it: one that nobody has open forgets what was typed to it.
     */
    private static final String BASH = """
            mkfifo -m 600 @.new; exec 9<>@.new 8<@.new
            sleep 8640000 >&9 8<&- 9>&- 2>/dev/null & echo $! >@.end
            trap "kill $! 2>/dev/null || :; rm -f @ @.new @.end" EXIT
            exec 9>&-; mv @.new @
            bash --norc --noprofile <&8 8<&- 2>&1""";

    /** The bash may be gone by then; a pipe that is opened for reading too does not wait for a reader. */
    private static final String TYPE = "until [ -p @ ]; do sleep 0.05; done; cat 1<>@";
    private static final String END = "until [ -s @.end ]; do sleep 0.05; done; kill $(cat @.end)";

    public ShellDialogue(Guest guest) {
        this(guest, "/tmp/espalier-" + UUID.randomUUID());
    }

    /**
     * Until nothing more is typed or the bash ends.
     *
     * @return the exit status of the bash
     */
    public int hold(InputStream typed, OutputStream said) {
        var bash = begin(BASH, FOR_EVER, ShellInput.none(), (bytes, from, length) -> {
            said.write(bytes, from, length);
            said.flush();
        });
        TypedLines.of(typed).each(bash.exitStatus(), line -> pass(TYPE, ShellInput.of(line), bash));
        pass(END, ShellInput.none(), bash);
        return bash.await();
    }

    /** Has the guest do something for the bash, as long as that is there. */
    private void pass(String command, ShellInput input, GuestCommand bash) {
        var passing = begin(command, LINE, input, OutputSink.nowhere());
        var unused = Asks.await(CompletableFuture.anyOf(passing.exitStatus().toCompletableFuture(),
                bash.exitStatus().toCompletableFuture()));
        passing.cancel().run();
    }

    private GuestCommand begin(String command, Duration timeout, ShellInput input, OutputSink output) {
        return guest.begin(new ShellCommand(command.replace("@", pipe), timeout), input, output,
                OutputSink.nowhere());
    }
}
