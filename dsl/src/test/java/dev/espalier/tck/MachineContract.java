package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expectations of one machine that all of a class's tests use one after the other, as its boot may take longer than all that
 * is done with it. Where this host lacks what the machine takes the class is skipped, and says so; where CI is set it fails.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MachineContract {
    /** Its only machine's name. */
    protected static final String NAME = "one";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    protected final BackendUnderTest backend;
    protected ObservedCluster cluster;
    protected Machine one;

    /** Where what comes from the machine goes. */
    protected Path output;

    /** A directory of the machine's that no others use. */
    protected String place;

    private List<ProcessHandle> processesBefore;

    protected MachineContract(BackendUnderTest backend) {
        this.backend = backend;
    }

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        output = directory;
        processesBefore = HostProcesses.all();
        cluster = HostReadiness.orSkip(getClass(), () -> open(directory, nodes()));
        one = cluster.machine(NAME);
        begin();
        makePlace();
    }

    /** Makes one in a machine that may have lost what it had. */
    protected final void makePlace() {
        place = one.succeed("mktemp -d \"$PWD/contract.XXXXXX\"").strip();
    }

    /** Another cluster than that of the class. */
    protected final ObservedCluster open(Path directory, List<NodeSpec> nodes) throws Exception {
        return new ObservedCluster(directory, backend.images(), PATIENCE, nodes.toArray(NodeSpec[]::new));
    }

    /** All that the class's cluster has. */
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME));
    }

    /** Brings the machine to where the tests find it. */
    protected void begin() throws Exception {
        one.waitForShell();
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        if (cluster != null) {
            if (one.isUp()) {
                one.succeed("rm -rf " + place);
            }
            cluster.close();
            assertThat(HostProcesses.all()).containsExactlyInAnyOrderElementsOf(processesBefore);
            assertThat(cluster.leftovers()).isEmpty();
        }
    }

    /** Has something done at the same time as what follows. */
    protected static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }
}
