package dev.espalier.bench.guest;

import dev.espalier.backends.firecracker.FirecrackerBackend;

/** Firecracker's. */
public final class FirecrackerStandIn extends MonitorStandIn {
    public FirecrackerStandIn() {
        super(new FirecrackerBackend());
    }
}
