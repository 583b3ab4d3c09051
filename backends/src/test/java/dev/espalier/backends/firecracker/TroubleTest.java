package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorFailure;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Firecracker was seen to say, and what becomes of it. */
class TroubleTest {
    private static final ApiCall CALL = ApiCall.put("/actions", FirecrackerPlan.object());

    @ParameterizedTest
    @DisplayName("each refusal that was seen is known, and is told with its remedy and in Firecracker's own words")
    @CsvSource(delimiter = '|', textBlock = """
            NO_KERNEL | Start microvm error: Cannot start microvm without kernel configuration.
            KERNEL_MISSING | Boot source error: The kernel file cannot be opened: No such file or directory (os error 2)
            PROCESSORS | Machine config error: The number of vCPUs must be greater than 0, less than 32 and must be 1 or even
            TOO_LATE | The requested operation is not supported after starting the microVM.
            TOO_EARLY | The requested operation is not supported before starting the microVM.
            NOT_PAUSED | Create snapshot error: Cannot save the microVM state: Operation not allowed: save/restore unavailable while running
            NOT_FRESH | Load snapshot error: Loading a microVM snapshot not allowed after configuring boot-specific resources.
            STATE_DAMAGED | Load snapshot error: Failed to load snapshot state from file: IO Error: File too short to contain CRC
            OTHER_VERSION | Load snapshot error: Failed to load snapshot state from file: Invalid data version: 10.0.0
            STATE_MISSING | Load snapshot error: Failed to open snapshot file: No such file or directory (os error 2)
            MEMORY_MISSING | Load snapshot error: Error creating guest memory from file: Failed to load guest memory: No such file
            NO_SUCH_INTERFACE | Load snapshot error: Failed to get snapshot state from file: Unknown Network Device.
            NO_ROOM | Create snapshot error: Cannot write memory file: Cannot dump memory: No space left on device (os error 28)
            DISK | Drive config error: Unable to create the virtio block device: Virtio backend error: Error manipulating the backing file: x
            PMEM | Start microvm error: Cannot create pmem device: Error accessing backing file: No such file or directory (os error 2)
            PMEM | Start microvm error: Cannot create pmem device: Error backing file size is 0
            NO_KVM | Start microvm error: Kvm error: Error creating KVM object: No such file or directory (os error 2) Make sure the user
            MEMORY | Start microvm error: Cannot load kernel due to invalid memory configuration or invalid kernel image: x
            CPU_TEMPLATE | Start microvm error: Failed to get CPU template: CPU vendor mismatched
            UNKNOWN_PATH | Invalid request method and/or path: PUT bogus.
            TAP | Open tap device failed: Error while creating ifreq structure: Operation not permitted
            VSOCK_TAKEN | Cannot create backend for vsock device: Error binding to the host-side Unix socket: Address already in use
            JAIL_DEVICES | Failed to create /dev/net/tun via mknod inside the jail: Operation not permitted (os error 1)
            UNKNOWN_FIELD | An error occurred when deserializing the json body of a request: unknown field `x`, expected `y`
            """)
    void known(FirecrackerTrouble trouble, String fault) {
        var failure = MonitorFailure.refused(FirecrackerDialect.INSTANCE, CALL, fault);
        assertThat(failure.trouble().orElseThrow()).isEqualTo(trouble);
        assertThat(failure.why())
                .isEqualTo(
                        trouble.diagnosis().meaning() + " (" + trouble.diagnosis().remedy()
                                + "): Firecracker refuses PUT /actions: " + fault);
    }

    @Test
    @DisplayName("a refusal that nobody has seen is told as it is")
    void unknown() {
        var failure = MonitorFailure.refused(FirecrackerDialect.INSTANCE, CALL, "The moon is full.\n");
        assertThat(failure.trouble()).isEmpty();
        assertThat(failure.why()).isEqualTo("Firecracker refuses PUT /actions: The moon is full.");
    }

    @ParameterizedTest
    @DisplayName("an exit status says why Firecracker has ended, also one that is taken for a signal's")
    @CsvSource({"0,RESET", "1,FAILED", "2,UNEXPECTED", "148,FORBIDDEN_CALL", "149,BUS_ERROR", "150,SEGMENTATION_FAULT",
            "151,FILE_TOO_LARGE", "152,BAD_CONFIGURATION", "153,BAD_ARGUMENTS", "154,PROCESSOR_TIME",
            "155,BROKEN_PIPE", "156,HANG_UP", "157,ILLEGAL_INSTRUCTION"})
    void ends(int status, FirecrackerEnd end) {
        assertThat(FirecrackerEnd.of(ExitStatus.ofExitValue(status))).hasValue(end);
    }

    @Test
    @DisplayName("whoever is killed has not ended by itself")
    void killed() {
        assertThat(FirecrackerEnd.of(ExitStatus.ofExitValue(137))).isEmpty();
        assertThat(FirecrackerEnd.describe(ExitStatus.ofExitValue(137))).isEqualTo("signal 9 (SIGKILL)");
        assertThat(FirecrackerEnd.of(ExitStatus.ofExitValue(143))).isEmpty();
    }
}
