package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.Files;

/** A directory of a guest's with all that is in it. */
record GuestTree(GuestPath path) implements GuestSource {
    /** What cannot be copied would only be left out; what changes may be left out by halves. */
    private static final String PACKING = """
            odd=$(find . ! -type d ! -type f ! -type l); \
            [ -z "$odd" ] || { echo "neither file nor directory nor link: $odd" >&2; exit 1; }
            look() { find . -exec stat -c '%n %f %i %s %Y %y' {} + | md5sum; }; before=$(look); tar -c -f - .; after=$(look)
            [ "$before" = "$after" ] || { echo 'it changed while it was copied' >&2; exit 1; }""";

    @Override
    public void copy(GuestReading reading, HostStage stage) throws IOException, CopyTrouble {
        var tree = Files.createDirectory(stage.place());
        var unused = reading.of("cd " + path.word() + "; " + PACKING, new TarUnpacking(tree)::unpack);
        stage.publishTree();
    }
}
