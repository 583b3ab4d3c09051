package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.Provision;

/** Where a Firecracker runs, and what it sees of its host there. */
sealed interface Quarters {

    /** Where the machine's own files are, which Firecracker finds by their names alone. */
    Path directory();

    /** What Firecracker calls a file that is not the machine's own, and is let in as {@code name}. */
    Path called(Path file, String name);

    /** Lets Firecracker have these files, by the names that they are called there, and all that is in the directory. */
    void admit(Map<String, Path> files, Entrance entrance) throws IOException, InterruptedException;

    /** Where Firecracker is to write what is to be at {@code wanted} afterwards. */
    KeptFiles draft(KeptFiles wanted);

    /** Puts what it has written where it was wanted. */
    void deliver(KeptFiles wanted, Entrance entrance) throws IOException, InterruptedException;

    /** The arguments that run it there. */
    List<String> command(FirecrackerPlan plan);

    /** What has to be there before the machine's files are made; goes when the machine's life has ended. */
    Optional<Provision.Thing> provision();

    /** The machine's directory, in a process that sees all of the host. */
    record Open(Path program, Path directory) implements Quarters {
        /** Begins the program that its arguments name in the directory that comes before them. */
        private static final List<String> IN_DIRECTORY = List.of("sh", "-c", "cd \"$0\" && exec \"$@\"");

        @Override
        public Path called(Path file, String name) {
            return file.toAbsolutePath();
        }

        @Override
        public void admit(Map<String, Path> files, Entrance entrance) {}

        @Override
        public KeptFiles draft(KeptFiles wanted) {
            return wanted;
        }

        @Override
        public void deliver(KeptFiles wanted, Entrance entrance) {}

        @Override
        public List<String> command(FirecrackerPlan plan) {
            var command = new ArrayList<>(IN_DIRECTORY);
            command.add(directory.toString());
            command.add(program.toString());
            command.addAll(List.of("--id", plan.id()));
            command.addAll(plan.arguments());
            return command;
        }

        @Override
        public Optional<Provision.Thing> provision() {
            return Optional.empty();
        }
    }

    /**
     * A directory that is all that Firecracker sees, as a user that nobody else is: what the jailer makes of it.
     *
     * @param firecracker the program, which the jailer copies
     * @param id          by which the jailer knows the machine
     */
    record Jail(Jailer jailer, Path firecracker, Path base, String id) implements Quarters {
        private static final KeptFiles DRAFT = new KeptFiles(Path.of("draft"));

        @Override
        public Path directory() {
            return base.resolve(firecracker.getFileName()).resolve(id).resolve("root");
        }

        @Override
        public Path called(Path file, String name) {
            return Path.of(name);
        }

        /** Copies, since they are the jail's user's then: what many machines use stays whose it is. */
        @Override
        public void admit(Map<String, Path> files, Entrance entrance) throws IOException, InterruptedException {
            for (var file : files.entrySet()) {
                DiskCopy.make(file.getValue(), directory().resolve(file.getKey()), entrance);
            }
            var drafts = directory().resolve(DRAFT.directory());
            Files.createDirectories(drafts);
            jailer.own(directory());
        }

        @Override
        public KeptFiles draft(KeptFiles wanted) {
            return DRAFT;
        }

        @Override
        public void deliver(KeptFiles wanted, Entrance entrance) throws IOException, InterruptedException {
            var drafts = new KeptFiles(directory().resolve(DRAFT.directory()));
            for (var file : Map.of(drafts.state(), wanted.state(), drafts.memory(), wanted.memory()).entrySet()) {
                DiskCopy.make(file.getKey(), file.getValue(), entrance);
                Files.delete(file.getKey());
            }
        }

        @Override
        public List<String> command(FirecrackerPlan plan) {
            return jailer.command(firecracker, base, id, plan.arguments());
        }

        @Override
        public Optional<Provision.Thing> provision() {
            return Optional.of(new JailSite(this));
        }
    }
}
