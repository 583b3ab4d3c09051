package dev.espalier.engine;

import java.nio.file.Path;

import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;

/** How one life of a machine begins. */
sealed interface Origin {

    Blueprint blueprint(MachineSetup setup, ResetPolicy resets, MachineSite site);

    /** It is switched on. */
    record PowerOn() implements Origin {
        @Override
        public Blueprint blueprint(MachineSetup setup, ResetPolicy resets, MachineSite site) {
            return setup.backend().blueprint(setup.spec(), resets, site);
        }
    }

    /** It goes on from where it was once. Only for a machine of a {@link RestoringBackend}. */
    record Kept(Path snapshot) implements Origin {
        @Override
        public Blueprint blueprint(MachineSetup setup, ResetPolicy resets, MachineSite site) {
            if (setup.backend() instanceof RestoringBackend backend) {
                return backend.restored(setup.spec(), resets, site, snapshot);
            }
            throw new IllegalStateException(setup.name() + "'s backend restores nothing");
        }
    }
}
