package dev.espalier.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.espalier.Machine;
import dev.espalier.backends.spi.Screen;

/** Finds out what machines are like, whatever state they are in; starts none. */
record EvidenceCollector(TestMachines machines) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String JOURNAL = "[ ! -d /run/systemd/system ] || journalctl --boot --no-pager --lines=5000";

    /**
     * Puts it into a directory: what there is already, as it is now, and what each machine that is up shows and has in its
     * journal. That takes ten seconds at most, also if a guest does not answer.
     *
     * @return what could not be found out, and why
     */
    List<String> into(Path directory) throws IOException {
        copyFiles(directory);
        var questions = new LinkedHashMap<String, Callable<Void>>();
        machines.cluster().machines().stream().filter(Machine::isUp).forEach(machine -> {
            questions.put("the journal of " + machine, () -> journal(machine, directory));
            if (machine.capability(Screen.class).isPresent()) {
                questions.put("the screen of " + machine, () -> screen(machine, directory));
            }
        });
        return gaps(questions);
    }

    private void copyFiles(Path directory) throws IOException {
        try (var files = Files.list(machines.output())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Void journal(Machine machine, Path directory) throws IOException {
        var journal = machine.execute(JOURNAL, PATIENCE);
        if (!journal.stdout().isEmpty()) {
            Files.writeString(directory.resolve("journal-" + machine + ".log"),
                    machines.withoutSecrets(journal.stdout()));
        }
        if (!journal.succeeded()) {
            throw new IOException(journal + ": " + journal.stderr().strip());
        }
        return null;
    }

    private static Void screen(Machine machine, Path directory) throws IOException {
        Files.write(directory.resolve("screen-" + machine + ".png"), machine.screen().png());
        return null;
    }

    private static List<String> gaps(Map<String, Callable<Void>> questions) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var answers = threads.invokeAll(questions.values(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var gaps = new ArrayList<String>();
            var subjects = List.copyOf(questions.keySet());
            for (int number = 0; number < subjects.size(); number++) {
                gap(subjects.get(number), answers.get(number)).ifPresent(gaps::add);
            }
            return gaps;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted while the machines were asked");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<String> gap(String subject, Future<Void> answer) throws InterruptedException {
        try {
            answer.get();
            return Optional.empty();
        } catch (CancellationException e) {
            return Optional.of(subject + " took too long");
        } catch (ExecutionException e) {
            return Optional.of("without " + subject + ": " + e.getCause());
        }
    }
}
