package dev.espalier.runtime.supervision;

import java.util.Optional;
import java.util.concurrent.Callable;

/** The name of the first recording that the core does not do as Erlang did. To be run by whoever loads the package. */
public final class FirstDifference implements Callable<Optional<String>> {

    @Override
    public Optional<String> call() throws Exception {
        for (OtpRecordings.Recording recording : OtpRecordings.all()) {
            if (differs(recording)) {
                return Optional.of(recording.name());
            }
        }
        return Optional.empty();
    }

    /** To fall over is to differ. */
    private static boolean differs(OtpRecordings.Recording recording) throws Exception {
        try {
            return !OtpPlayer.play(recording.read(), CoreStage::new).equals(recording.lines());
        } catch (RuntimeException fall) {
            return true;
        }
    }
}
