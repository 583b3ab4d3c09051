package dev.espalier.backends.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.namespace.NamespaceException;

/** How one kind of image is made. */
sealed interface ImageRecipe permits TinyImage, DebianImage {

    /**
     * What a build leaves beside the files in {@link Workshop#product}.
     *
     * @param packages the Debian packages that went in, and their versions
     */
    record Product(List<String> kernelParameters, Map<String, String> packages) {}

    static ImageRecipe of(ImageSpec.Built spec) {
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

    /** Everything the host lacks for building this image. */
    default List<Requirement> missing(HostSystem host) {
        var missing = new ArrayList<Requirement>();
        if (!host.id().equals("debian")) {
            missing.add(new Requirement("images are built from Debian's packages, but this host is " + host.id(),
                    "run Espalier on Debian, or in a privileged container of it"));
        }
        tools().stream().sorted().flatMap(tool -> tool.missing().stream()).forEach(missing::add);
        AptSources.missing(host).ifPresent(missing::add);
        if (missing.isEmpty()) {
            try {
                Keeper.start(isolation()).close();
            } catch (NamespaceException e) {
                missing.add(new Requirement(
                        "this user cannot make the namespaces that images are built in: " + e.getMessage(),
                        Remedies.forNamespaces(isolation())));
            }
        }
        return List.copyOf(missing);
    }
}
