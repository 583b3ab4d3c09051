package dev.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.source.SourcePosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told about a configuration that cannot be used. */
class ConfigurationProblemTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void aTestScript() throws IOException {
        Files.writeString(directory.resolve("test.java"), "web.succeed(\"true\");");
    }

    @Test
    void everythingIsReportedAtOnceInReadingOrder() throws IOException {
        assertThat(problemsOf("""
                {
                  "vms": {
                    "web": {"bakend": "qemu", "memory_mib": "much", "vlans": [1, 300], "vlans": []},
                    "web": {},
                    "1st": {"image": "debain"}
                  },
                  "global_timout": 5,
                  "test_script": "absent.java"
                }
                """)).extracting(problem -> "%s %s: %s".formatted(position(problem), problem.keyPath(),
                problem.complaint().sentence()))
                .containsExactly(
                        "3:13 vms.web.bakend: there is no key \"bakend\"; did you mean \"backend\"?",
                        "3:45 vms.web.memory_mib: expected a whole number from 32 to 4194304, not \"much\"",
                        "3:66 vms.web.vlans[1]: expected a whole number from 1 to 254, not 300",
                        "3:72 vms.web.vlans: the key \"vlans\" was already given at 3:53",
                        "4:5 vms.web: the key \"web\" was already given at 3:5",
                        "5:5 vms.1st: expected a machine's name of letters, digits and hyphens, beginning with a letter, "
                                + "ending with a letter or digit, at most 63 characters, not \"1st\"",
                        "5:22 vms.1st.image: expected \"tiny\", \"debian\", {\"debian\": {\"packages\": [...]}}, "
                                + "{\"kernel\": FILE, \"initrd\": FILE, \"disk\": FILE} or {\"directory\": DIRECTORY}, "
                                + "not \"debain\"; did you mean \"debian\"?",
                        "7:3 global_timout: there is no key \"global_timout\"; did you mean \"global_timeout\"?",
                        "8:18 test_script: " + directory.resolve("absent.java")
                                + " cannot be read: there is no such file; expected the test script");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
            "[]                                              | expected an object, not []",
            "{`vms`: {}}                                     | expected at least one machine, not {}",
            "{}                                              | the key `vms` is missing: a test has at least one machine",
            "{`vms`: {`web`: 1}}                             | expected an object, not 1",
            "{`vms`: {`web`: {`cpus`: 0}}}                   | expected a whole number from 1 to 255, not 0",
            "{`vms`: {`web`: {`cpus`: 1.5}}}                 | expected a whole number from 1 to 255, not 1.5",
            "{`vms`: {`web`: {`cpus`: 99999999999}}}         | expected a whole number from 1 to 255, not 99999999999",
            "{`vms`: {`web`: {`cpus`: null}}}                | expected a whole number from 1 to 255, not null",
            "{`vms`: {`web`: {`number`: 254}}}               | expected a whole number from 1 to 253, not 254",
            "{`vms`: {`a`: {`number`: 2}, `b`: {`number`: 2}}} | the machines `a` and `b` have the same number, 2",
            "{`vms`: {`web`: {`vlans`: 1}}}                  | expected a list of VLAN numbers, not 1",
            "{`vms`: {`web`: {`vlans`: [1, 1]}}}             | expected each VLAN once, not 1",
            "{`vms`: {`web`: {`backend`: `quemu`}}}          | expected one of firecracker, nspawn, qemu, not `quemu`; did you mean `qemu`?",
            "{`vms`: {`web`: {`backend`: true}}}             | expected one of firecracker, nspawn, qemu, not true",
            "{`vms`: {`web`: {`huge_pages`: true}}}          | `huge_pages` is a key of firecracker, and this machine's backend is qemu",
            "{`vms`: {`web`: {`machine_type`: `q34`}}}       | expected one of q35, pc, microvm, not `q34`; did you mean `q35`?",
            "{`vms`: {`web`: {`arguments`: [1]}}}            | expected a text, not 1",
            "{`vms`: {`web`: {`firmware`: [`a`]}}}           | expected a text, not […]",
            "{`vms`: {`web`: {`image`: {`debian`: {`packages`: [`--evil`]}}}}} | expected the name of a Debian package, not `--evil`",
            "{`vms`: {`web`: {`image`: {`debian`: {`package`: []}}}}} | there is no key `package`; did you mean `packages`?",
            "{`vms`: {`web`: {`image`: {}}}}                 | expected `tiny`, `debian`, {`debian`: {`packages`: [...]}}, {`kernel`: FILE, `initrd`: FILE, `disk`: FILE} or {`directory`: DIRECTORY}, not {}",
            "{`vms`: {`web`: {`name`: `other`}}}             | expected the key of this machine, `web`, not `other`",
            "{`vms`: {`web`: {`display_targets`: `:0`}}}     | expected a list of objects, not `:0`",
            "{`vms`: {`web`: {`display_targets`: [`:0`]}}}   | expected an object, not `:0`",
            "{`vms`: {`web`: {`start_script`: 1}}}           | expected a text, not 1",
            "{`vms`: {`web`: {`start_script`: `run`, `cpus`: 2}}} | `cpus` has no effect: `start_script` decides that",
            "{`vms`: {`web`: {`start_script`: `run`, `image`: `tiny`}}} | `image` has no effect: `start_script` decides that",
            "{`vms`: {`web`: {`start_script`: `run`, `machine_type`: `pc`}}} | `machine_type` has no effect: `start_script` decides that",
            "{`vms`: {`web`: {`backend`: `firecracker`, `start_script`: `run`}}} | `start_script` is a key of nspawn, qemu, and this machine's backend is firecracker",
            "{`vms`: {}, `containers`: {}}                   | expected at least one machine, not {}",
            "{`containers`: {`box`: 1}}                      | expected an object, not 1",
            "{`containers`: {`box`: {`cpus`: 0}}}            | expected a whole number from 1 to 255, not 0",
            "{`vms`: {`a`: {`number`: 2}}, `containers`: {`b`: {`number`: 2}}} | the machines `a` and `b` have the same number, 2",
            "{`vms`: {`web`: {}}, `enable_ssh_backdoor`: true} | the SSH backdoor is not supported yet by this version: leave the key out or say false",
            "{`vms`: {`web`: {}}, `test_script`: `test.py`}  | test scripts in other languages than Java are not supported yet by this version: name a file of Java statements",
            "{`vms`: {`web`: {}}, `test_script`: [`x`]}      | expected a text, not […]",
            "{`vms`: {`web`: {}}, `global_timeout`: 0}       | expected a whole number from 1 to 31536000, not 0",
            "{`vms`: {`web`: {`vlans`: [3]}}, `vlans`: [1, 2]} | VLAN 3 is not one of the top-level vlans, which are [1, 2]",
            "{`vms`: {`web`: {}}, `vlans`: [2]}              | VLAN 1 is not one of the top-level vlans, which are [2]",
            "{`vms`: {`web`: {}, `Web`: {}}}                 | the machines `web` and `Web` have the same host name web",
            "{`vms`: {`class`: {}}}                          | expected a machine's name that a test script can use as a variable, which a word of the Java language cannot be, not `class`; did you mean `class-1`?",
            "{`vms`: {`a_b`: {}}}                            | expected a machine's name of letters, digits and hyphens, beginning with a letter, ending with a letter or digit, at most 63 characters, not `a_b`; did you mean `a-b`?",
    })
    void oneProblem(String json, String expected) throws IOException {
        assertThat(problemsOf(json.replace('`', '"'))).singleElement()
                .extracting(problem -> problem.complaint().sentence())
                .isEqualTo(expected.replace('`', '"'));
    }

    @Test
    void ofTheNixosDriversConfigurationWhatIsNotHereIsRefusedByName() throws IOException {
        assertThat(problemsOf("""
                {"vms": {"web": {"name": "web", "start_script": "/nix/store/x-vm/bin/run-web-vm"}},
                 "containers": {"box": {"name": "box", "start_script": "/nix/store/x/bin/run-box-nspawn",
                   "display_targets": [{"backend": "x11", "display": ":0", "xauthority": "/run/x"}]}},
                 "vlans": [2], "global_timeout": 3600, "enable_ssh_backdoor": false,
                 "test_script": "/nix/store/x-testScript"}
                """)).extracting(ConfigurationProblem::keyPath).containsExactly("test_script");
    }

    @Test
    void machinesThatAScriptCannotTellApart() throws IOException {
        assertThat(problemsOf("{\"vms\": {\"a-b\": {}, \"a_b\": {}}}")).extracting(ConfigurationProblem::complaint)
                .contains(new Complaint.Ambiguous("a_b", "a-b", "variable in a test script a_b"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"1:1 |``", "1:1 |` `", "1:2 |`{`", "1:8 |`{\"vms\" }`",
            "1:4 |`{} {}`", "1:1 |`vms: {}`", "1:8 |`{\"a\": 01}`", "2:1 |`{\"vms\": {},\n}`"})
    void jsonThatEndsOrBreaksOff(String position, String json) throws IOException {
        assertThat(problemsOf(json)).singleElement().satisfies(problem -> {
            assertThat(position(problem)).hasToString(position);
            assertThat(problem.complaint()).isInstanceOf(Complaint.MalformedJson.class);
            assertThat(problem.complaint().sentence()).doesNotContain("Source").doesNotContain("\n");
        });
    }

    @Test
    void aFileThatIsNotThere() {
        var absent = directory.resolve("absent");
        assertThat(problemsAt(absent)).singleElement()
                .extracting(ConfigurationProblem::render)
                .asString()
                .startsWith(absent + " cannot be read: there is no such file; expected a directory with machines.json");
        assertThat(problemsAt(directory)).singleElement()
                .extracting(ConfigurationProblem::render)
                .asString()
                .startsWith(directory.resolve("machines.json") + " cannot be read: there is no such file");
    }

    @Test
    void aTestWithoutAScript() throws IOException {
        Files.delete(directory.resolve("test.java"));
        assertThat(problemsOf("{\"vms\": {\"web\": {}}}")).singleElement()
                .extracting(ConfigurationProblem::render)
                .isEqualTo(directory.resolve("test.java")
                        + " cannot be read: there is no such file; expected the test script");
    }

    @Test
    void aFileThatIsNoText() throws IOException {
        var file = Files.write(directory.resolve("machines.json"), new byte[]{'{', (byte) 0xff, '}'});
        assertThat(problemsAt(file)).singleElement()
                .extracting(problem -> problem.complaint().sentence())
                .asString()
                .contains("it is not UTF-8 text");
    }

    @Test
    void theRenderingHasFileKeyAndCaret() throws IOException {
        var file = directory.resolve("machines.json");
        var rendered = problemsOf("{\"vms\": {\n\t\"web\": {\"cpus\": 0}}}").getFirst().render();
        assertThat(rendered.lines()).containsExactly(
                file + ":2:18: vms.web.cpus: expected a whole number from 1 to 255, not 0",
                "  2 |  \"web\": {\"cpus\": 0}}}", "    |                  ^");
    }

    @Test
    void aRenderingCannotDriveTheTerminal() throws IOException {
        var rendered = problemsOf("{\"vms\": {\"\\u001b[31m\\u0007\": {}}, \"\u202e\u009b2J\": 1}").toString();
        var message = catchThrowableOfType(ConfigurationException.class,
                () -> new ConfigurationReader(new TestBackends()).read(directory)).getMessage();
        assertThat(rendered).isNotEmpty();
        assertThat(message).doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u202e]");
    }

    @Test
    void aProblemInAVeryLongLineShowsItsSurroundings() throws IOException {
        var json = "{\"vms\": {\"web\": {\"arguments\": [" + "\"x\", ".repeat(5000) + "7]}}}";
        assertThat(problemsOf(json).getFirst().render().lines()).hasSize(3)
                .allMatch(line -> line.length() < 250)
                .anyMatch(line -> line.contains("\"x\", 7]}}}"));
    }

    private List<ConfigurationProblem> problemsOf(String json) throws IOException {
        Files.writeString(directory.resolve("machines.json"), json);
        return problemsAt(directory);
    }

    private static List<ConfigurationProblem> problemsAt(Path test) {
        return catchThrowableOfType(ConfigurationException.class,
                () -> new ConfigurationReader(new TestBackends()).read(test)).problems();
    }

    private static SourcePosition position(ConfigurationProblem problem) {
        return problem.where().orElseThrow().position();
    }
}
