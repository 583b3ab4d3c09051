package dev.espalier.tck;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.opentest4j.TestAbortedException;

/**
 * A virtual machine monitor that whoever runs the tests has to bring. Where none is named the tests are skipped and say so, also
 * where CI is set: there is nothing that a host could install.
 *
 * @param name     the monitor's, as a sentence has it
 * @param variable of the environment, which names the program
 */
public record MonitorFromEnvironment(String name, String variable) {

    public Path program() {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of).orElseThrow(() -> {
            var why = "no " + name + " to test: " + variable + " is to name one";
            System.out.println("SKIPPED " + why);
            return new TestAbortedException(why);
        });
    }

    /** Whether a process of this command line is the monitor, also in a jail, and not one that has begun it and waits for it. */
    public boolean isRunBy(List<String> commandLine) {
        return Path.of(commandLine.getFirst()).endsWith(program().getFileName());
    }
}
