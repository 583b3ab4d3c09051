package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.espalier.backends.spi.SshHost;
import dev.espalier.runtime.process.BriefProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that are reached by their own SSH server. */
@ContractOf(SshHost.class)
public abstract class ClientConfigurationContract extends MachineContract {

    protected ClientConfigurationContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a person reaches the same host as the same user by the command that is to be typed")
    void session() throws Exception {
        one.succeed("echo here >" + place + "/mark");
        var said = BriefProcess.run(List.of("sh", "-c",
                one.sshBackdoorCommand() + " 'id -un; cat " + place + "/mark'"), "");
        assertThat(said).isEqualTo(one.succeed("id -un") + "here\n");
    }
}
