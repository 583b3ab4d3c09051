package dev.espalier.copy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.backends.shell.ShellInput;

/** One file of this host's. */
record HostFile(HostEntry.File file) implements HostSource {
    private static final int BLOCK = 64 * 1024;

    static HostFile of(Path path) throws IOException {
        return switch (HostEntry.of(path, path)) {
            case HostEntry.File file -> new HostFile(file);
            case HostEntry.Directory other -> throw new IOException(path + " has become a directory");
            case HostEntry.Link other -> throw new IOException(path + " has become a link");
        };
    }

    @Override
    public ShellInput bytes() {
        return new ShellInput(file.size(), () -> Files.newInputStream(file.path())).withoutEnd();
    }

    @Override
    public String unpacking(String place) {
        return "{ " + reading(BLOCK, file.size() / BLOCK) + "; " + reading(file.size() % BLOCK, 1) + "; } >" + place
                + "; came=$(stat -c %s " + place + "); [ $came = " + file.size() + " ] || { " + "echo \"of "
                + file.size()
                + " bytes, $came have come\" >&2; exit 1; }; chmod " + file.mode() + " " + place;
    }

    private static String reading(long block, long count) {
        return block * count == 0 ? ":" : "dd bs=" + block + " count=" + count + " iflag=fullblock";
    }

    @Override
    public String admission(String target) {
        return "[ ! -e " + target + " ] || [ -L " + target + " ] || [ -f " + target + " ] || {"
                + " echo 'something that is no file has that name' >&2; exit 1; }";
    }

    /** A file that tells no length, as those of /proc, has changed too: there is more behind its end. */
    @Override
    public void requireUnchanged() throws IOException {
        try (var rest = FileChannel.open(file.path())) {
            var behind = Channels.newInputStream(rest.position(file.size())).read();
            if (behind >= 0 || !of(file.path()).equals(this)) {
                throw new IOException(file.path() + " changed while it was copied");
            }
        }
    }
}
