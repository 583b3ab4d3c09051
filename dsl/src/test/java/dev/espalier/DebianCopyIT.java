package dev.espalier;

import java.util.List;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;

/** Copies by GNU's coreutils and tar. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "mmdebstrap", "mke2fs"})
class DebianCopyIT extends CopyContract {
    @Override
    NodeSpec node() {
        return NodeSpec.of("web", new ImageSpec.Debian(List.of("nginx-light")));
    }
}
