package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.microvm.MonitorFailure;
import dev.espalier.backends.microvm.MonitorProgram;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firecracker's API as it is before a machine runs, for which it needs no KVM: of the real one that the environment names, else
 * of its stand-in. Says which it was.
 */
@Timeout(120)
@NeedsHost(programs = {"unshare"}, root = true)
class FirecrackerApiTest {
    private static final String NAMED = "ESPALIER_FIRECRACKER";

    @TempDir
    private Path directory;

    private MachineFiles files;
    private FirecrackerPlan plan;
    private Process process;
    private MonitorApi api;

    @BeforeEach
    void start() throws Exception {
        files = new MachineFiles(directory);
        var named = Optional.ofNullable(System.getenv(NAMED)).map(Path::of);
        var program = new MonitorProgram(named.isPresent()
                ? named.get()
                : PeerProgram.in(directory, "firecracker", StrictFirecracker.class, List.of("1.17", "none")).path());
        System.out.println("TESTED the API of Firecracker: " + named.map(Path::toString).orElse("its stand-in"));
        plan = plan(program);
        files.make(plan.machine().seed(), plan.image(), () -> Files.writeString(files.disk(), "a disk".repeat(512)));
        Files.createFile(directory.resolve(FirecrackerPlan.METRICS));
        process = new ProcessBuilder(new Quarters.Open(program.path(), directory).command(plan))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        api = new MonitorApi(files.api(), FirecrackerDialect.INSTANCE);
        api.awaitListening();
    }

    private FirecrackerPlan plan(MonitorProgram program) throws IOException {
        var options = Options.none()
                .with(FirecrackerOptions.IO_ENGINE, "sync")
                .with(FirecrackerOptions.BALLOON_MIB, 64)
                .with(FirecrackerOptions.DISK_RATE, 10)
                .with(FirecrackerOptions.PMEM,
                        Files.write(directory.resolve("pmem"), new byte[1]));
        var image = TestMachines.image(directory, KernelFormat.ELF);
        return new FirecrackerPlan(TestMachines.machine(image, options), image,
                program.version().flatMap(FirecrackerVersion::parse).orElseThrow());
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    private void refused(FirecrackerTrouble expected, ApiCall call) {
        assertThatThrownBy(() -> api.tell(call)).isInstanceOfSatisfying(MonitorFailure.class,
                failure -> assertThat(failure.trouble().orElseThrow()).as(failure.why()).isEqualTo(expected));
    }

    private static ApiCall instanceStart() {
        return ApiCall.put("/actions", FirecrackerPlan.object().put("action_type", "InstanceStart"));
    }

    private static ApiCall machine(int processors) {
        return ApiCall.put("/machine-config",
                FirecrackerPlan.object().put("vcpu_count", processors).put("mem_size_mib", 128));
    }

    private static ApiCall bootSource(Path kernel) {
        return ApiCall.put("/boot-source", FirecrackerPlan.object().put("kernel_image_path", kernel.toString()));
    }

    private static ApiCall disk(String file) {
        return ApiCall.put("/drives/disk0", FirecrackerPlan.object()
                .put("drive_id", "disk0")
                .put("is_root_device", false)
                .put("path_on_host", file));
    }

    @Test
    @DisplayName("all that a machine is told to be is taken, and the machine is there to be started")
    void taken() throws Exception {
        for (var call : plan.devices()) {
            api.tell(call);
        }
        assertThat(files.vsock()).exists();
        assertThat(FirecrackerPlan.JSON.readTree(api.answer(ApiCall.get("/"))).path("state").asText())
                .isEqualTo("Not started");
    }

    @Test
    @DisplayName("each refusal is known by its text, and leaves a Firecracker that can be told something better")
    void refusals() throws Exception {
        refused(FirecrackerTrouble.NO_KERNEL, instanceStart());
        refused(FirecrackerTrouble.KERNEL_MISSING, bootSource(directory.resolve("nowhere")));
        refused(FirecrackerTrouble.PROCESSORS, machine(33));
        refused(FirecrackerTrouble.DISK, disk("nowhere"));
        refused(FirecrackerTrouble.TOO_EARLY,
                ApiCall.patch("/vm", FirecrackerPlan.object().put("state", "Paused")));
        refused(FirecrackerTrouble.TOO_EARLY, FirecrackerSnapshots.creation(new KeptFiles(directory)));
        refused(FirecrackerTrouble.UNKNOWN_PATH, ApiCall.put("/bogus", FirecrackerPlan.object()));
        refused(FirecrackerTrouble.UNKNOWN_FIELD, ApiCall.put("/entropy", FirecrackerPlan.object().put("bogus", 1)));
        Files.createFile(files.vsock());
        refused(FirecrackerTrouble.VSOCK_TAKEN, plan.devices().getLast());
        api.tell(machine(1));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    @DisplayName("a snapshot is refused after anything else was told, which ends nothing")
    void notFresh() throws Exception {
        api.tell(machine(1));
        refused(FirecrackerTrouble.NOT_FRESH, restoration(directory));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    @DisplayName("a snapshot that is not there is refused, and is Firecracker's end")
    void noSnapshot() throws Exception {
        refused(FirecrackerTrouble.STATE_MISSING, restoration(directory.resolve("nowhere")));
        ended();
    }

    @Test
    @DisplayName("a snapshot that is not whole is refused, and is Firecracker's end")
    void damagedSnapshot() throws Exception {
        var kept = new KeptFiles(directory);
        Files.writeString(kept.state(), "short");
        Files.createFile(kept.memory());
        refused(FirecrackerTrouble.STATE_DAMAGED, restoration(directory));
        ended();
    }

    private ApiCall restoration(Path snapshot) {
        return plan.restoration(new KeptFiles(snapshot)).getFirst();
    }

    private void ended() throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(FirecrackerEnd.of(ExitStatus.ofExitValue(process.exitValue()))).contains(FirecrackerEnd.FAILED);
    }
}
