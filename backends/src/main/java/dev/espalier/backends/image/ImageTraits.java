package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a machine that goes on from a snapshot has to have in common with the one that it is of, as far as its image goes. */
public final class ImageTraits {
    private static final int DIGITS = 16;

    private ImageTraits() {}

    /** Reads the image's files, but for its disk: that has too much in it to be read each time. */
    public static Map<String, String> of(GuestImage image) throws IOException {
        var traits = new LinkedHashMap<String, String>();
        traits.put("kernel", fingerprint(image.kernel()));
        traits.put("initramfs", fingerprint(image.initrd()));
        traits.put("disk", disk(image.rootDisk()));
        return traits;
    }

    private static String fingerprint(Path file) throws IOException {
        return new Fingerprint().with(Files.readAllBytes(file)).hex(DIGITS);
    }

    /** A file that is too large for that, by its size and time. */
    public static String disk(Optional<Path> image) throws IOException {
        return image.isPresent()
                ? Files.size(image.get()) + " bytes of " + Files.getLastModifiedTime(image.get())
                : "none";
    }
}
