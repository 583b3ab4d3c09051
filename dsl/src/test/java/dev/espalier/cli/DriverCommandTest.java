package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command in the NixOS test driver's place. */
@Timeout(120)
class DriverCommandTest {
    private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z_-]+)`");

    @TempDir
    private Path home;
    private CommandUnderTest espalier;
    private Path script;

    @BeforeEach
    void command() throws IOException {
        espalier = new CommandUnderTest(home);
        script = Files.writeString(home.resolve("testScript"), "one.succeed(\"true\"); log(\"done\");");
    }

    private Path startScript(String name, String text) throws IOException {
        var program = Files.writeString(home.resolve(name), text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    @DisplayName("it takes a configuration with the script in it, and leaves its reports where -o says")
    void configuration() throws Exception {
        var configuration = Files.writeString(home.resolve("driver.json"), """
                {"vms": {"one": {"name": "one", "backend": "local", "vlans": []}}, "containers": {}, "vlans": [],
                 "global_timeout": 100, "enable_ssh_backdoor": false, "test_script": "%s"}""".formatted(script));
        var run = espalier.run("driver", "--config", configuration.toString(), "-o", espalier.report().toString(),
                "--junit-xml", "results.xml", "--no-interactive", "--log-level", "warning");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("done", "passed");
        assertThat(espalier.report().resolve("results.xml")).exists();
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("without one it takes start scripts, networks and a test script, as its environment has them")
    void environment() throws Exception {
        var one = startScript("run-one-vm", "#! /bin/sh\necho no disk today; exit 4\n");
        var run = espalier.start(List.of("env", "startScripts=" + one, "vlans=", "testScript=" + script,
                "globalTimeout=100"), "driver", "-o", espalier.report().toString()).await();
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("exit status 4", "no disk today");
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("it takes attest's machine configuration, by option and as attest's wrapper has it in the environment")
    void attest() throws Exception {
        var one = startScript("one", "#! /bin/sh\necho no disk today; exit 4\n");
        var configuration = Files.writeString(home.resolve("machines.json"), """
                {"machines": [{"backend": "qemu", "name": "one", "start_command": "%s"}], "vlans": [],
                 "global_timeout": 100}""".formatted(one));
        for (var run : List.of(
                espalier.start("driver", "-c", configuration.toString(), "-o", espalier.report().toString(),
                        script.toString()).await(),
                espalier.start(List.of("env", "machineConfig=" + configuration, "testScript=" + script), "driver", "-o",
                        espalier.report().toString()).await())) {
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.out()).contains("exit status 4", "no disk today");
        }
        assertThat(espalier.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("by hand, it runs the script when it is told to")
    void interactive() throws Exception {
        var configuration = Files.writeString(home.resolve("driver.json"), """
                {"vms": {"one": {"backend": "local", "vlans": []}}, "test_script": "%s"}""".formatted(script));
        var run = espalier.start("driver", "--config", configuration.toString(), "-o", espalier.report().toString(),
                "--interactive");
        try (var typed = run.process().getOutputStream()) {
            typed.write("testScript()\n/exit 5\n".getBytes(StandardCharsets.UTF_8));
        }
        var ended = run.await();
        assertThat(ended.status()).as(ended.err()).isEqualTo(5);
        assertThat(ended.out()).contains("done");
        assertThat(espalier.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''                                  | say which machines there are: with --config, or with --start-scripts",
            "--start-scripts /nix/launch         | expected a start script that is called run-NAME-vm or run-NAME-nspawn",
            "--start-scripts /nix/run-a_b-vm     | did you mean \"a-b\"?",
            "--start-scripts /nix/run-one-vm     | test.java cannot be read: there is no such file",
            "--config /nowhere.json              | /nowhere.json cannot be read",
            "--keep-vm-state                     | nothing of a machine is kept after a run",
            "--log-level loud                    | the log level is one of debug, info, warning, error, not loud"})
    @DisplayName("what it cannot do with what it is told, it says in one sentence")
    void refused(String arguments, String message) throws Exception {
        var run = espalier.start(("driver " + arguments).strip().split(" ")).await();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    @DisplayName("the page for users of the NixOS test driver has all its options, and no other")
    void page() throws IOException {
        var page = Files.readString(Path.of("../docs/from-nixos.md"));
        var told = OPTION.matcher(page.substring(page.indexOf("\n## The driver")))
                .results()
                .map(option -> option.group(1))
                .collect(Collectors.toSet());
        var driver = new CommandLine(new DriverCommand()).getCommandSpec();
        var known = Stream.of(driver.optionsMap(), driver.negatedOptionsMap())
                .flatMap(options -> options.keySet().stream())
                .filter(name -> name.startsWith("-") && !Set.of("-h", "--help", "-V", "--version").contains(name))
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(known);
    }
}
