package dev.espalier.backends.image;

import java.nio.file.Path;

/** The images that tests boot, in a cache that outlives one run of them: {@code -Despalier.cache=DIR} names another. */
final class TestImages {
    private static final ImageCache CACHE = new ImageCache(
            Path.of(System.getProperty("espalier.cache", "target/image-cache")));

    private TestImages() {}

    static ImageCache cache() {
        return CACHE;
    }

    static GuestImage get(ImageSpec.Built spec) {
        try {
            return CACHE.get(spec, event -> System.out.println("image: " + event));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
