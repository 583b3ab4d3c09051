package dev.espalier.backends.spi;

import java.util.List;

/**
 * What a person is told of a backend who has to choose one; each in a few words, without a full stop.
 *
 * @param machines what its machines are
 * @param network  how they are on networks
 * @param packages what it takes of this host, by Debian's names or, where Debian has no such package, the program's; its
 *                 remedies name them too
 */
public record BackendDescription(String machines, String network, List<String> packages) {
    public BackendDescription {
        packages = List.copyOf(packages);
    }
}
