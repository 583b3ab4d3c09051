package dev.espalier.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tree as a tar archive, read as it is made. Everything in it is root's. Long names and large sizes are told as GNU's tar
 * does, which busybox understands too.
 */
final class TarPacking extends InputStream {
    private enum State {
        PACKING,
        FINISHED
    }

    /** Where a file's bytes are. */
    @FunctionalInterface
    interface Contents {
        InputStream open(HostEntry.File file) throws IOException;
    }

    private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
    private static final int CHUNK = 64 * 1024;

    private final Iterator<HostEntry> entries;
    private final Contents contents;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;
    private final byte[] chunk = new byte[CHUNK];
    private Optional<InputStream> open = Optional.empty();
    private State state = State.PACKING;
    private InputStream ready = InputStream.nullInputStream();

    TarPacking(List<HostEntry> entries, Contents contents) {
        this.entries = entries.iterator();
        this.contents = contents;
        this.tar = new TarArchiveOutputStream(packed, StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** With the files' bytes as they are on this host now. */
    static TarPacking of(List<HostEntry> entries) {
        return new TarPacking(entries, file -> Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS));
    }

    /** How much room so many bytes take in an archive. */
    static long padded(long size) {
        return (size + RECORD - 1) / RECORD * RECORD;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        var count = ready.read(into, offset, length);
        while (count < 0) {
            if (state == State.FINISHED) {
                return -1;
            }
            packMore();
            ready = new ByteArrayInputStream(packed.toByteArray());
            packed.reset();
            count = ready.read(into, offset, length);
        }
        return count;
    }

    private void packMore() throws IOException {
        if (open.isPresent()) {
            pack(open.get());
        } else if (entries.hasNext()) {
            begin(entries.next());
        } else {
            tar.finish();
            state = State.FINISHED;
        }
    }

    /** That a file has become shorter or longer, the archive's writer notices. */
    private void pack(InputStream file) throws IOException {
        var count = file.read(chunk);
        if (count >= 0) {
            tar.write(chunk, 0, count);
        } else {
            file.close();
            open = Optional.empty();
            tar.closeArchiveEntry();
        }
    }

    private void begin(HostEntry next) throws IOException {
        switch (next) {
            case HostEntry.Directory directory -> {
                var header = header(directory.name() + "/", TarConstants.LF_DIR);
                header.setMode(directory.mode().bits());
                tar.putArchiveEntry(header);
                tar.closeArchiveEntry();
            }
            case HostEntry.Link link -> {
                var header = header(link.name(), TarConstants.LF_SYMLINK);
                header.setLinkName(link.target());
                tar.putArchiveEntry(header);
                tar.closeArchiveEntry();
            }
            case HostEntry.File file -> {
                var header = header(file.name(), TarConstants.LF_NORMAL);
                header.setMode(file.mode().bits());
                header.setSize(file.size());
                tar.putArchiveEntry(header);
                open = Optional.of(contents.open(file));
            }
        }
    }

    private static TarArchiveEntry header(String name, byte kind) {
        var header = new TarArchiveEntry("./" + name, kind);
        header.setIds(0, 0);
        header.setNames("", "");
        return header;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
