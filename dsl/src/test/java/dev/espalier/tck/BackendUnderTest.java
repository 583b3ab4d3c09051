package dev.espalier.tck;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;

/** A backend's machines, as its contracts need them. */
public interface BackendUnderTest {

    /** A machine on no network, with bash and the usual tools in it; the smaller, the sooner the tests are over. */
    NodeSpec node(String name);

    /** Where the images come from that its machines boot. */
    default ImageCache images() {
        return ImageCache.ofUser();
    }

    /**
     * Ends what a machine that runs consists of on this host, by SIGKILL and without a word to anybody: its process, or
     * what stands for it.
     */
    void kill(String machine);
}
