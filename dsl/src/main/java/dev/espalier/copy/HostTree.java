package dev.espalier.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.shell.ShellInput;

/**
 * A directory of this host's with all that is in it.
 *
 * @param entries a directory before what is in it
 */
record HostTree(Path path, List<HostEntry> entries) implements HostSource {
    HostTree {
        entries = List.copyOf(entries);
    }

    static HostTree of(Path path) throws IOException {
        var entries = new ArrayList<HostEntry>();
        try (var paths = Files.walk(path)) {
            for (var each : (Iterable<Path>) paths::iterator) {
                entries.add(HostEntry.of(path, each));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new HostTree(path, entries);
    }

    @Override
    public ShellInput bytes() throws IOException {
        return new ShellInput(length(), () -> TarPacking.of(entries));
    }

    /** That of an archive of empty files, which is all headers, and that of the files. */
    private long length() throws IOException {
        var headers = new ArrayList<HostEntry>();
        var files = 0L;
        for (var entry : entries) {
            switch (entry) {
                case HostEntry.File file -> {
                    headers.add(file.emptied());
                    files += TarPacking.padded(file.size());
                }
                case HostEntry.Directory directory -> headers.add(directory);
                case HostEntry.Link link -> headers.add(link);
            }
        }
        try (var archive = new TarPacking(headers, file -> InputStream.nullInputStream())) {
            return files + archive.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Of a full disk, GNU's tar says no more than how much it has written. */
    @Override
    public String unpacking(String place) {
        return "mkdir " + place + "; tar -x -p -m -f - -C " + place + " || { df " + place + " >&2; exit 1; }";
    }

    @Override
    public String admission(String target) {
        return "if [ -e " + target + " ] || [ -L " + target + " ]; then if [ -d " + target + " ] && [ ! -L " + target
                + " ] && [ -z \"$(ls -A " + target + ")\" ]; then :; else echo 'something that is no empty directory"
                + " has that name' >&2; exit 1; fi; fi";
    }

    @Override
    public void requireUnchanged() throws IOException {
        if (!of(path).equals(this)) {
            throw new IOException(path + " changed while it was copied");
        }
    }
}
