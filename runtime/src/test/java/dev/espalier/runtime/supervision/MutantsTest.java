package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recordings notice every supervisor that is nearly right. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutantsTest {

    @ParameterizedTest
    @EnumSource
    void aRecordingTellsTheMutant(Mutant mutant) throws Exception {
        assertThat(firstDifference(mutant.changes())).isNotEmpty();
    }

    @Test
    void noRecordingTellsTheOriginal() throws Exception {
        Mutant.Change none = new Mutant.Change(SupervisorCore.class, "final class ", "final class ");

        assertThat(firstDifference(List.of(none))).isEmpty();
    }

    private static Optional<?> firstDifference(List<Mutant.Change> changes) throws Exception {
        Class<?> type = MutatedPackage.of(changes).loadClass(FirstDifference.class.getName());
        return (Optional<?>) ((Callable<?>) type.getDeclaredConstructor().newInstance()).call();
    }
}
