package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.microvm.MonitorFailure;
import dev.espalier.backends.microvm.MonitorProgram;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cloud Hypervisor's API as it is before a machine runs: of the real one that the environment names and that needs KVM, else of
 * its stand-in. Says which it was.
 */
@Timeout(120)
@NeedsHost(programs = {"unshare"}, root = true)
class CloudHypervisorApiTest {
    private static final String NAMED = "ESPALIER_CLOUD_HYPERVISOR";
    private static final Options ALMOST_ALL = Options.none()
            .with(CloudHypervisorOptions.MAX_CPUS, 4)
            .with(CloudHypervisorOptions.MAX_MEMORY_MIB, 1024)
            .with(CloudHypervisorOptions.HUGE_PAGES, "2m")
            .with(CloudHypervisorOptions.BALLOON_MIB, 64)
            .with(CloudHypervisorOptions.DISK_RATE, 10)
            .with(CloudHypervisorOptions.NETWORK_RATE, 2);

    @TempDir
    private Path directory;

    private MachineFiles files;
    private CloudHypervisorVersion version;
    private Process process;
    private MonitorApi api;

    @BeforeEach
    void start() throws Exception {
        files = new MachineFiles(directory);
        var named = Optional.ofNullable(System.getenv(NAMED)).map(Path::of);
        var program = new MonitorProgram(named.isPresent()
                ? named.get()
                : PeerProgram.in(directory, "cloud-hypervisor", StrictCloudHypervisor.class, List.of("52", "kvm"))
                        .path());
        System.out.println("TESTED the API of Cloud Hypervisor: " + named.map(Path::toString).orElse("its stand-in"));
        version = program.version().flatMap(CloudHypervisorVersion::parse).orElseThrow();
        process = new ProcessBuilder(program.path().toString(), "--api-socket", "path=" + files.api())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        api = new MonitorApi(files.api(), CloudHypervisorDialect.INSTANCE);
        api.awaitListening();
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    private static ApiCall create(String body) throws IOException {
        return ApiCall.put("/api/v1/vm.create", CloudHypervisorPlan.JSON.readValue(body, ObjectNode.class));
    }

    private static ApiCall restoration(Path directory) {
        return ApiCall.put("/api/v1/vm.restore",
                CloudHypervisorPlan.object().put("source_url", new KeptFiles(directory).url()));
    }

    private void refused(CloudHypervisorTrouble expected, ApiCall call) {
        assertThatThrownBy(() -> api.tell(call)).isInstanceOfSatisfying(MonitorFailure.class,
                failure -> assertThat(failure.trouble().orElseThrow()).as(failure.why()).isEqualTo(expected));
    }

    private JsonNode configuration() throws IOException {
        return CloudHypervisorPlan.JSON.readTree(api.answer(ApiCall.get("/api/v1/vm.info")))
                .path("config");
    }

    @Test
    @DisplayName("all that a machine is told to be is understood as it was meant")
    void understood() throws Exception {
        var image = TestMachines.image(directory, KernelFormat.BZIMAGE);
        Files.writeString(files.initrd(), "");
        Files.writeString(files.disk(), "a disk");
        var told = new CloudHypervisorPlan(TestMachines.machine(image, ALMOST_ALL, LifeUnderTest.NIC), image, version,
                files).boot().getFirst();
        api.tell(told);
        var lost = new ArrayList<String>();
        compare(CloudHypervisorPlan.JSON.readTree(told.body()), configuration(), "", lost);
        assertThat(lost).isEmpty();
    }

    private static void compare(JsonNode told, JsonNode understood, String path, List<String> lost) {
        if (told.isContainerNode()) {
            if (told instanceof ObjectNode object) {
                object.properties()
                        .forEach(field -> compare(field.getValue(), understood.path(field.getKey()),
                                path + "." + field.getKey(), lost));
            }
            for (int index = 0; told.isArray() && index < told.size(); index++) {
                compare(told.get(index), understood.path(index), path + "[" + index + "]", lost);
            }
        } else if (!told.asText().equals(understood.asText())) {
            lost.add(path + ": told " + told + ", understood " + understood);
        }
    }

    @Test
    @DisplayName("each refusal is known by its text: of the wrong state, of the wrong type, and of what is not there")
    void refusals() throws Exception {
        refused(CloudHypervisorTrouble.NO_CONFIGURATION, ApiCall.put("/api/v1/vm.boot"));
        refused(CloudHypervisorTrouble.NO_DIRECTORY, restoration(directory.resolve("nowhere")));
        refused(CloudHypervisorTrouble.NOT_RECEIVED, restoration(directory));
        refused(CloudHypervisorTrouble.MISFIT, ApiCall.put("/api/v1/vm.restore", CloudHypervisorPlan.object()));
        refused(CloudHypervisorTrouble.NOT_CREATED, ApiCall.get("/api/v1/vm.info"));
        refused(CloudHypervisorTrouble.MISFIT, create("{\"payload\":{},\"memory\":{\"size\":\"much\"}}"));
        refused(CloudHypervisorTrouble.UNKNOWN_CALL, ApiCall.put("/api/v1/vm.bogus"));
        api.tell(create("{\"payload\":{\"kernel\":\"" + directory.resolve("nowhere") + "\"}}"));
        refused(CloudHypervisorTrouble.CREATED_ALREADY, create("{\"payload\":{}}"));
        refused(CloudHypervisorTrouble.NOT_RUNNING, ApiCall.put("/api/v1/vm.pause"));
        refused(CloudHypervisorTrouble.NOT_RUNNING, CloudHypervisorSnapshots.creation(new KeptFiles(directory)));
        refused(CloudHypervisorTrouble.CREATED_ALREADY, restoration(directory));
        refused(CloudHypervisorTrouble.KERNEL_MISSING, ApiCall.put("/api/v1/vm.boot"));
    }

    @Test
    @DisplayName("what it does not know it ignores, and what it was not told is missed when it boots; told to shut down, it is gone")
    void ignored() throws Exception {
        api.tell(create("{\"bogus\":1}"));
        assertThat(configuration().has("bogus")).isFalse();
        refused(CloudHypervisorTrouble.NO_BOOT_ITEM, ApiCall.put("/api/v1/vm.boot"));
        api.tell(EventMonitor.SHUT_DOWN);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(files.api()).doesNotExist();
    }
}
