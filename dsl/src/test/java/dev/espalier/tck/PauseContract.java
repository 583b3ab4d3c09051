package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.backends.spi.Pause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that can be paused. */
@ContractOf(Pause.class)
public abstract class PauseContract extends MachineContract {

    protected PauseContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a paused machine does nothing until it is resumed, and goes on with what it was at")
    void pause() throws Exception {
        var ticking = one.start("while [ ! -e " + place + "/stop ]; do echo tick; sleep 0.1; done");
        one.pause();
        one.pause();
        var asked = meanwhile(() -> one.execute("touch " + place + "/stop; echo done"));
        assertThatThrownBy(() -> asked.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(ticking.isDone()).isFalse();
        one.resume();
        one.resume();
        assertThat(asked.get().stdout()).isEqualTo("done\n");
        assertThat(ticking.await().succeeded()).isTrue();
    }
}
