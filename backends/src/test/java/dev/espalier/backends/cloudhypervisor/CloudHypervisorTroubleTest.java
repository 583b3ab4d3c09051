package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.backends.http.HttpAnswer;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Cloud Hypervisor is known to say, and what becomes of it. */
class CloudHypervisorTroubleTest {
    private static final ApiCall CALL = ApiCall.put("/api/v1/vm.boot");

    @ParameterizedTest
    @DisplayName("each refusal is known, and is told with its remedy and in Cloud Hypervisor's own words")
    @CsvSource(delimiter = '|', textBlock = """
            NO_KVM | Failed to open hypervisor interface (is hypervisor interface available?)
            NO_HYPERVISOR | Failed to create the hypervisor: no supported hypervisor
            SOCKET_TAKEN | Error creation API server's socket: Address already in use (os error 98)
            SOCKET_IN_USE | API socket "x" is already in use by another running instance
            VSOCK_TAKEN | The VM could not boot: Error binding to the host-side Unix socket: Address already in use
            NO_BOOT_ITEM | The VM could not boot: No bootitem provided: neither firmware nor kernel
            KERNEL_MISSING | The VM could not boot: Cannot open kernel file: No such file or directory (os error 2)
            INITRAMFS_MISSING | The VM could not boot: Cannot open initramfs file: No such file or directory (os error 2)
            KERNEL_REFUSED | The VM could not boot: Cannot load the kernel into memory
            NO_PVH | The VM could not boot: Kernel lacks PVH header
            DISK_LOCKED | The VM could not boot: Error locking disk images: Another instance likely holds a lock
            DISK | The VM could not boot: Cannot open disk path: No such file or directory (os error 2)
            TAP | The VM could not boot: Open tap device failed: Operation not permitted (os error 1)
            LANDLOCK | The VM could not be created: Failed to apply landlock config during vm_create
            PROCESSORS | The VM could not be created: Too many CPUs: specified 300 but 255 is the limit
            BALLOON | The VM could not be created: Balloon size (2) greater than RAM (1)
            CREATED_ALREADY | The VM could not be created: VM is already created
            NOT_CREATED | Error from API: The VM info is not available: VM is not created
            NO_CONFIGURATION | Error from API: The VM could not boot: VM config is missing
            NOT_RUNNING | The VM could not be paused: VM is not running
            WRONG_STATE | The VM could not be paused: invalid VM state transition: Paused to Paused
            WRONG_TRANSITION | The VM could not be paused: Invalid transition: InvalidStateTransition(Paused, Paused)
            NOT_PAUSED | The VM could not be snapshotted: Cannot snapshot VM: Trying to snapshot while VM is running
            NO_DIRECTORY | The VM could not be snapshotted: Destination is not a directory: "/nowhere"
            NO_ROOM | The VM could not be snapshotted: Failed to send migratable component snapshot: No space left on device (os error 28)
            OTHER_PROCESSOR | The VM could not be restored: Failed to receive migratable component snapshot: Error checking cpu feature compatibility
            MEMORY_MISSING | The VM could not be restored: Memory manager error: Error opening snapshot file: No such file or directory
            MEMORY_DAMAGED | The VM could not be restored: Memory manager error: Error copying snapshot into region
            NOT_RECEIVED | The VM could not be restored: Failed to receive migratable component snapshot: missing field `x`
            RESIZE_PENDING | The VM could not be resized: Error from CPU manager: Still pending removed vCPU
            MISFIT | Failed to deserialize JSON: missing field `size` at line 1 column 2
            UNKNOWN_CALL | Not Found
            FORBIDDEN_CALL | ==== Possible seccomp violation ====
            """)
    void known(CloudHypervisorTrouble trouble, String fault) {
        var failure = MonitorFailure.refused(CloudHypervisorDialect.INSTANCE, CALL, fault);
        assertThat(failure.trouble().orElseThrow()).isEqualTo(trouble);
        assertThat(failure.why()).isEqualTo(trouble.diagnosis().meaning() + " (" + trouble.diagnosis().remedy()
                + "): Cloud Hypervisor refuses PUT /api/v1/vm.boot: " + fault);
    }

    @Test
    @DisplayName("causes are told one after the other, whatever status they come with; what is no list is told as it is")
    void faults() {
        var dialect = CloudHypervisorDialect.INSTANCE;
        assertThat(dialect.fault(new HttpAnswer(500, "[\"The VM could not boot\",\"VM config is missing\"]")))
                .isEqualTo("The VM could not boot: VM config is missing");
        assertThat(dialect.fault(new HttpAnswer(404, "[\"Not Found\"]"))).isEqualTo("Not Found");
        assertThat(dialect.fault(new HttpAnswer(500, "the moon is full"))).isEqualTo("500 the moon is full");
        assertThat(dialect.fault(new HttpAnswer(500, ""))).isEqualTo("500");
    }
}
