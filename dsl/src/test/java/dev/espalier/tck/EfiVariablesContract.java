package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.espalier.backends.spi.EfiVariable;
import dev.espalier.backends.spi.EfiVariables;
import dev.espalier.error.MachineRunning;
import dev.espalier.report.TestEvent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that start by a UEFI with variables; their guest has efivarfs in its usual place. */
@ContractOf(EfiVariables.class)
public abstract class EfiVariablesContract extends MachineContract {
    private static final UUID VENDOR = UUID.fromString("9f0b2a64-51c7-4f5e-9c5b-0a1d2e3f4a5b");
    private static final EfiVariable FIRST = variable("EspalierFirst", "before the first start");
    private static final EfiVariable GUESTS = variable("EspalierGuest", "by the guest");

    protected EfiVariablesContract(BackendUnderTest backend) {
        super(backend);
    }

    private static EfiVariable variable(String name, String text) {
        return EfiVariable.of(name, VENDOR, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String file(EfiVariable variable) {
        return "/sys/firmware/efi/efivars/" + variable.name() + "-" + variable.vendor();
    }

    /** A file has the attributes in its first four bytes. */
    private String seen(EfiVariable variable) {
        return one.succeed("tail -c +5 " + file(variable));
    }

    @Override
    protected void begin() {
        one.writeEfiVars(List.of(FIRST));
        one.waitForShell();
    }

    @Test
    @DisplayName("what the test writes the guest sees, what the guest writes the test and the next boot see, also after a crash")
    void kept() {
        assertThat(seen(FIRST)).isEqualTo("before the first start");
        one.succeed("printf '\\007\\0\\0\\0by the guest' >" + file(GUESTS));
        one.crash();
        assertThat(one.readEfiVars()).contains(FIRST, GUESTS);
        var changed = variable(FIRST.name(), "between two starts");
        one.efiVariables().write(changed, variable("EspalierMore", "more"));
        one.efiVariables().write(variable("EspalierMore", ""));
        assertThat(one.readEfiVars()).contains(changed, GUESTS)
                .doesNotContain(FIRST)
                .noneMatch(variable -> variable.name().equals("EspalierMore"));
        assertThat(seen(changed)).isEqualTo("between two starts");
        assertThat(seen(GUESTS)).isEqualTo("by the guest");
        one.crash();
        one.dumpEfiVars();
        assertThat(cluster.events()).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(TestEvent.Logged.class,
                        logged -> assertThat(logged.text()).contains(GUESTS.name())));
        one.createEfiVars();
        assertThat(one.readEfiVars()).doesNotContain(changed, GUESTS);
        one.efiVariables().write(FIRST);
    }

    @Test
    @DisplayName("while the machine runs nobody but the guest has its variables")
    void running() {
        one.waitForShell();
        assertThat(Stream.<ThrowingCallable>of(one::readEfiVars, one::createEfiVars, one::dumpEfiVars,
                () -> one.writeEfiVars(List.of(GUESTS))))
                .allSatisfy(use -> assertThatThrownBy(use).isInstanceOf(MachineRunning.class)
                        .hasMessageContainingAll(NAME, "EfiVariables", "shut it down"));
    }
}
