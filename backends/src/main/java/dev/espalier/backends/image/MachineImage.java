package dev.espalier.backends.image;

import java.nio.file.Path;
import java.util.List;

/** What a machine starts from. It is shared by every machine that uses it, and never written to. */
public sealed interface MachineImage permits GuestImage, RootDirectory {

    /** Those of its files that this process cannot read. */
    List<Path> unreadable();
}
