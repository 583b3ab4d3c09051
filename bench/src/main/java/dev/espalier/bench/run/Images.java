package dev.espalier.bench.run;

import java.util.function.Consumer;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageProgress;
import dev.espalier.error.HostNotReady;

/** The images of the guests. */
final class Images {
    private static final ImageCache CACHE = ImageCache.ofUser();

    private Images() {}

    /** @throws HostNotReady if it is not there, and cannot be made here */
    static GuestImage of(QemuPart.Guest guest) throws InterruptedException {
        var missing = CACHE.missing(guest.image());
        if (!missing.isEmpty()) {
            throw new HostNotReady(missing);
        }
        return CACHE.get(guest.image(), ImageProgress.silent());
    }

    /** Makes those that are not there, before anything is measured; where that cannot be, the parts say so that need them. */
    static void prepare(Extent extent, Consumer<String> progress) throws InterruptedException {
        for (var guest : extent.guests()) {
            progress.accept("image " + guest.word());
            if (CACHE.missing(guest.image()).isEmpty()) {
                var unused = of(guest);
            }
        }
    }
}
