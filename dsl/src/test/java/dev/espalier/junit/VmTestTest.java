package dev.espalier.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import dev.espalier.Doctor;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MissingCapability;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@Timeout(60)
class VmTestTest {
    private ClassesUnderTest classes;

    @BeforeEach
    void reports(@TempDir Path reports) {
        classes = ClassesUnderTest.reportingTo(reports).with("espalier.backend", "local");
        VmTestCases.SEEN.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(HostProcesses.all()).isEmpty();
    }

    private static void passed(EngineExecutionResults results, int tests) {
        assertThat(ClassesUnderTest.failures(results)).isEmpty();
        results.testEvents().assertStatistics(statistics -> statistics.succeeded(tests).skipped(0).aborted(0));
    }

    private Throwable onlyFailure(Class<?> test) {
        var failures = ClassesUnderTest.failures(classes.run(test));
        assertThat(failures).hasSize(1);
        return failures.getFirst();
    }

    @Test
    @DisplayName("a class has the machines of the machines.json beside it, by name: methods, constructors, fields, nested classes")
    void everyWay() {
        passed(classes.run(VmTestCases.EveryWayCase.class), 6);
    }

    @Test
    @DisplayName("an instance for the whole class has its machines before @BeforeAll")
    void oneInstance() {
        passed(classes.run(VmTestCases.OneInstanceCase.class), 1);
    }

    @Test
    @DisplayName("with the scope METHOD each test has machines of its own; by hand, nobody starts them; a subclass has the same")
    void each() {
        passed(classes.run(VmTestCases.InheritedCase.class), 2);
        assertThat(VmTestCases.SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("with the scope SESSION, here by an annotation of the user's own, classes that want the same have the same")
    void session() {
        passed(classes.run(VmTestCases.SessionCase.class, VmTestCases.SameSessionCase.class), 2);
        assertThat(VmTestCases.SEEN).hasSize(2).containsOnly(VmTestCases.SEEN.getFirst());
    }

    @Test
    @DisplayName("classes at once have machines of their own")
    void parallel() {
        passed(classes.with("junit.jupiter.execution.parallel.enabled", "true")
                .with("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .run(VmTestCases.BesideCase.class, VmTestCases.BesideTooCase.class), 2);
    }

    @Test
    @DisplayName("what is known of the machines of a failed test is in JUnit's reports, once, without secrets; the failure says where")
    void evidence() throws Exception {
        var failures = ClassesUnderTest.failures(classes.run(VmTestCases.FailingCase.class));
        var failed = failures.stream().filter(CommandFailed.class::isInstance).toList();
        assertThat(failed).hasSize(1);
        var told = Arrays.stream(failed.getFirst().getSuppressed()).filter(MachineEvidence.class::isInstance).toList();
        assertThat(told).hasSize(1);
        var directory = classes.reports().resolve("fails_Machine__Cluster_").resolve("machines");
        assertThat(told.getFirst()).hasMessageContainingAll(directory.toString(), "console-one.log", "console-two.log",
                "events.jsonl");
        assertThat(Files.readString(directory.resolve("events.jsonl"))).contains("command_ended", "\"two\"")
                .doesNotContain("sesame");
        assertThat(directory.resolve("console-one.log")).content().contains("said");
    }

    @Test
    @DisplayName("when @BeforeAll fails, that is told in the same way, and no test runs")
    void beforeAllFails() {
        assertThat(onlyFailure(VmTestCases.BeforeAllFailsCase.class)).isInstanceOf(CommandFailed.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasAtLeastOneElementOfType(MachineEvidence.class));
    }

    @Test
    @DisplayName("a machine's death fails the test that runs, soon, whatever it does, and those that come after it")
    void death() {
        var begun = Instant.now();
        var failures = ClassesUnderTest.failures(classes.run(VmTestCases.DyingCase.class));
        assertThat(failures).hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(MachineDied.class,
                                died -> assertThat(died.machine()).isEqualTo("mortal")));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("machines that have no snapshots are told of, with those that have, before any is started")
    void noSnapshots() {
        assertThat(onlyFailure(VmTestCases.SnapshotWithoutCase.class)).isInstanceOf(MissingCapability.class)
                .hasMessageContainingAll("one has no Snapshots", "qemu");
    }

    @Test
    @DisplayName("a host that lacks something fails the class with the remedy")
    void hostNotReady() {
        assertThat(onlyFailure(VmTestCases.UnreadyCase.class)).isInstanceOf(HostNotReady.class)
                .isNotInstanceOf(ClusterFailed.class)
                .hasMessageContaining("remedy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UnknownNameCase | the parameter two of wants: no machine is called two; there are [one]
            NoResourceCase  | there is no resource nowhere.json beside it, and no static ClusterSpec with @Nodes
            TwiceCase       | one thing says which machines there are, a resource or one member with @Nodes; there are [machines.json, NODES]
            StaticFieldCase | the field one of StaticFieldCase: each test has machines of its own, and a static field is for all tests
            """)
    @DisplayName("what is wrong with a class is told in its words")
    void wrong(String simpleName, String told) throws Exception {
        var failure = onlyFailure(Class.forName(VmTestCases.class.getName() + "$" + simpleName));
        assertThat(failure).hasMessageEndingWith(told);
    }

    @Test
    @DisplayName("tests that are disabled without KVM are so where it does not work, and say why; not where nobody needs it")
    void disabledWithoutKvm() {
        var results = classes.run(VmTestCases.NeedsKvmCase.class);
        var emulations = Doctor.emulations(VmTestCases.NeedsKvmCase.NODES);
        assertThat(ClassesUnderTest.skips(results)).isEqualTo(
                emulations.stream().map(emulation -> "disabledWithoutKvm: " + emulation).toList());
        passed(classes.run(VmTestCases.NeedsNoKvmCase.class), 1);
    }
}
