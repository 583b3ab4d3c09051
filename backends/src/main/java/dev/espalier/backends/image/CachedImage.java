package dev.espalier.backends.image;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An image in the cache.
 *
 * @param contents  what is in it, for people
 * @param directory where its files are
 * @param bytes     the room its files take on disk
 */
public record CachedImage(ImageKey key, String contents, Path directory, long bytes, Instant built) {}
