package dev.espalier.backends.firecracker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.runtime.process.BriefProcess;

/** The Firecracker that a machine is to be run by. */
record FirecrackerProgram(Path path) {
    static final String NAME = "firecracker";

    /** The one that the machine's options name, or that is on the PATH; empty if there is none. */
    static Optional<FirecrackerProgram> of(MachineSpec machine) {
        return machine.options()
                .get(FirecrackerOptions.PROGRAM)
                .or(FirecrackerProgram::onThePath)
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .map(FirecrackerProgram::new);
    }

    private static Optional<Path> onThePath() {
        return Arrays.stream(HostPrograms.PATH.split(File.pathSeparator))
                .map(Path::of)
                .map(directory -> directory.resolve(NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Asks the program itself; empty if it is no Firecracker. */
    Optional<FirecrackerVersion> version() {
        try {
            return FirecrackerVersion.parse(BriefProcess.run(List.of(path.toString(), "--version"), ""));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
