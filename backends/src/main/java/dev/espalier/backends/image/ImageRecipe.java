package dev.espalier.backends.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.espalier.runtime.namespace.Isolation;

/** How one kind of image is made. */
sealed interface ImageRecipe permits TinyImage, DebianImage {

    /**
     * What a build leaves beside the files in {@link Workshop#product}.
     *
     * @param packages the Debian packages that went in, and their versions
     */
    record Product(List<String> kernelParameters, Map<String, String> packages) {}

    static ImageRecipe of(ImageSpec spec) {
        return switch (spec) {
            case ImageSpec.Tiny() -> new TinyImage();
            case ImageSpec.Debian(var packages) -> new DebianImage(packages);
        };
    }

    /** The first part of the image's key, in lower-case letters. */
    String kind();

    /** What is in the image, for people. */
    String contents();

    /** The files of ours that go in. */
    List<GuestFile> files();

    /** The classes that decide what the image is like. */
    List<Class<?>> code();

    Isolation isolation();

    Set<HostTool> tools();

    Product build(Workshop workshop) throws IOException, InterruptedException;

    /** The key of this image, as this host would build it. */
    default ImageKey key(HostSystem host) {
        var fingerprint = new Fingerprint().with(contents()).with(host.suite()).with(host.architecture());
        files().forEach(file -> fingerprint.with(file.toString()).with(file.bytes()));
        code().forEach(fingerprint::with);
        return new ImageKey(kind() + "-" + fingerprint.hex(16));
    }
}
