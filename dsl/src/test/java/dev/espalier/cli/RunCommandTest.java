package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RunCommandTest {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private CommandUnderTest espalier;

    @BeforeEach
    void command() {
        espalier = new CommandUnderTest(home);
    }

    @Test
    @DisplayName("a test that passes exits 0 and leaves its report and console logs, and nothing else")
    void passing() throws Exception {
        var test = espalier.test("""
                startAll();
                subtest("it greets", () -> assertContains(one.succeed("echo hello"), "hello"));
                one.succeed("echo on the console >/proc/1/fd/2");
                """, "one");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("one: booting", "it greets", "passed")
                .endsWith("report: " + espalier.report().resolve("report.html") + "\n");
        assertThat(espalier.report().resolve("junit.xml")).content().contains("it greets");
        assertThat(espalier.report().resolve("events.jsonl")).content().contains("\"verdict\":\"passed\"");
        assertThat(espalier.report().resolve("console-one.log")).content().contains("on the console");
        assertThat(espalier.report().resolve("report.html")).content()
                .contains("Passed", "it greets", "echo hello", "on the console", "guest shell", "local")
                .doesNotContain("What went wrong");
        assertNothingLeft();
    }

    @Test
    @DisplayName("a script can try again, do things on all machines at once, want conditions, and give options")
    void scriptSurface() throws Exception {
        var test = espalier.test("""
                startAll();
                waitAll(machines(), machine -> machine.succeed("touch /run/here"));
                var attempts = new ArrayList<Integer>();
                retry(Retry.times(3).every(Duration.ofMillis(1)), () -> {
                    attempts.add(1);
                    one.succeed("[ " + attempts.size() + " = 2 ]");
                });
                var name = retry(Retry.times(2), () -> two.succeed("hostname"));
                assertMatches(name, "^two$");
                var here = pollingCondition("the mark is there", () -> one.execute("[ -e /run/here ]").succeeded());
                here.await();
                here.during(() -> two.waitForFile("/run/here"));
                assertContains(one.succeed("pwd; echo $A", CommandOptions.DEFAULT.directory("/").environment("A", "b")),
                        "/\\nb");
                log("attempts: " + attempts.size());
                """, "one", "two");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("attempts: 2");
        assertNothingLeft();
    }

    @Test
    @DisplayName("if several machines fail at once, each one's failure is told")
    void severalFailures() throws Exception {
        var test = espalier.test("waitAll(machines(), machine -> machine.succeed(\"exit 3\"));", "one", "two");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("of 2 machines, 2 failed", "one: a command failed", "two: a command failed");
    }

    @Test
    @DisplayName("a test that fails exits 1 and tells line, machine, command, exit status, stdout and stderr")
    void failing() throws Exception {
        var test = espalier.test("""
                startAll();
                one.succeed("echo some output; echo a complaint >&2; exit 9");
                """, "one");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("test.java:2", "one", "exit status 9", "some output", "a complaint")
                .endsWith("report: " + espalier.report().resolve("report.html")
                        + "\nagain:  espalier run -o "
                        + espalier.report() + " " + test
                        + "\nprompt: espalier run --interactive -o "
                        + espalier.report() + " " + test + "\n");
        assertThat(espalier.report().resolve("junit.xml")).content().contains("<failure", "exit status 9");
        assertThat(espalier.report().resolve("report.html")).content()
                .contains("What went wrong", "exit status 9", "a complaint", "test.java:2", "Run it again",
                        "espalier run --interactive -o");
        assertNothingLeft();
    }

    @Test
    @DisplayName("a run can be watched in a browser while it goes on, machines, tree and end")
    void observed() throws Exception {
        var gate = home.resolve("gate");
        var test = espalier.test("one.waitForFile(\"" + gate + "\");", "one");
        var run = espalier.start("run", "--observe", "-o", espalier.report().toString(), test.toString());
        run.awaitWords("observe: http://127.0.0.1:");
        var address = URI.create(run.said().substring(run.said().indexOf("http://")).strip());
        try (var client = HttpClient.newHttpClient()) {
            var page = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            var events = client.send(HttpRequest.newBuilder(address.resolve("events")).build(), BodyHandlers.ofLines())
                    .body()
                    .iterator();
            var said = new StringBuilder();
            awaitWords(events, said, "wait for", gate.toString(), "guest shell");
            Files.createFile(gate);
            awaitWords(events, said, "Passed", "event: ended");
        }
        assertThat(run.await().status()).isZero();
        assertNothingLeft();
    }

    /** Reads on until all that was said holds the words. */
    private static void awaitWords(Iterator<String> lines, StringBuilder said, String... words) {
        while (!Stream.of(words).allMatch(word -> said.indexOf(word) >= 0)) {
            said.append(lines.next()).append('\n');
        }
    }

    @Test
    @DisplayName("a secret is in no output, no report and no log, whatever a command or a failure says of it")
    void secrets() throws Exception {
        var test = espalier.test("""
                redact("hunter2");
                log("the password is hunter2");
                one.execute("echo hunter2", CommandOptions.DEFAULT.live());
                one.waitForFile("/hunter2", Duration.ofMillis(1));
                """, "one");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out()).contains("the password is [redacted]", "one: [redacted]")
                .doesNotContain("hunter2");
        assertThat(run.err()).doesNotContain("hunter2");
        try (var files = Files.walk(espalier.report())) {
            assertThat(files.filter(Files::isRegularFile)).allSatisfy(
                    file -> assertThat(file).content().doesNotContain("hunter2"));
        }
    }

    @Test
    @DisplayName("a script that does not compile exits 1 before anything starts, with line, column and caret")
    void uncompilable() throws Exception {
        var test = espalier.test("startAll();\none.succede(\"true\");\n", "one");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("test.java:2:4", "succede", "^").doesNotContain("\tat ");
        assertThat(espalier.report()).doesNotExist();
    }

    @Test
    @DisplayName("a wrong configuration exits 2 with all its problems and no stack trace")
    void misconfigured() throws Exception {
        var test = espalier.configured("startAll();",
                "{\"vms\": {\"one\": {\"bakend\": \"local\", \"cpus\": \"two\"}}}");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("bakend", "backend", "cpus", "machines.json:1:").doesNotContain("\tat ");
    }

    @Test
    @DisplayName("machines that name no backend run on the one that the command names")
    void usualBackend() throws Exception {
        var test = espalier.configured("one.succeed(\"true\");", "{\"vms\": {\"one\": {\"vlans\": []}}}");
        var run = espalier.run("run", "--backend", "local", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("passed");
    }

    @Test
    @DisplayName("a host by SSH is configured as the README says")
    void hostBySsh() throws Exception {
        var keys = "\"backend\": \"ssh\", \"host\": \"web.example\", \"identity_file\": \"id\", \"vlans\": []";
        assertThat(Path.of("../README.md")).content().contains(keys);
        var test = espalier.configured("web.succeed(\"true\");", "{\"vms\": {\"web\": {" + keys + "}}}");
        assertThat(espalier.run("check", "--no-host", test.toString()))
                .isEqualTo(new CommandUnderTest.Finished(0, "", ""));
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the key for web cannot be read");
    }

    @Test
    @DisplayName("a backend that there is not exits 2 and names those there are")
    void unknownBackend() throws Exception {
        var test = espalier.configured("one.succeed(\"true\");", "{\"vms\": {\"one\": {}}}");
        var run = espalier.run("check", "--backend", "vmware", test.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--backend", "no backend is called vmware", "local", "qemu")
                .doesNotContain("\tat ");
    }

    @Test
    @DisplayName("an unknown option or a missing test exits 2")
    void misused() throws Exception {
        assertThat(espalier.run("run", "--no-such-option", "x").status()).isEqualTo(2);
        assertThat(espalier.run("run").status()).isEqualTo(2);
        assertThat(espalier.run("run", home.resolve("nowhere").toString()).status()).isEqualTo(2);
    }

    @Test
    @DisplayName("a host that lacks something exits 3 with the remedy, before anything starts")
    void lackingHost() throws Exception {
        var test = espalier.configured("startAll();", "{\"vms\": {\"one\": {\"backend\": \"local\", \"vlans\": [1]}}}");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("one", "remedy").doesNotContain("\tat ");
        assertThat(espalier.run("check", test.toString()))
                .isEqualTo(new CommandUnderTest.Finished(3, "", run.err()));
    }

    @Test
    @DisplayName("the global timeout exits 124, with the machines taken down")
    void globalTimeout() throws Exception {
        var test = espalier.test("one.execute(\"sleep 600\");", "one");
        var run = espalier.run("run", "--global-timeout", "2", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(124);
        assertThat(espalier.report().resolve("events.jsonl")).content().contains("timed_out");
        assertThat(espalier.report().resolve("report.html")).content()
                .contains("the global timeout of 2.0 s is over", "<code>sleep 600</code>");
        assertNothingLeft();
    }

    @Test
    @DisplayName("a machine's unexpected death fails the run, also while the script does something else")
    void unexpectedDeath() throws Exception {
        var test = espalier.test("""
                one.succeed("(sleep 1; kill -KILL -1) >/dev/null 2>&1 &");
                two.execute("sleep 600");
                """, "one", "two");
        var run = espalier.run("run", "-o", espalier.report().toString(), test.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("one died");
        assertNothingLeft();
    }

    @Test
    @DisplayName("a script that computes takes no processor from those who hear of a death, even if there is but one")
    void deathBesideComputation() throws Exception {
        var test = espalier.test("""
                one.succeed("(sleep 1; kill -KILL -1) >/dev/null 2>&1 &");
                while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                }
                """, "one");
        var oneCarrier = List.of("env", "JAVA_TOOL_OPTIONS=-Djdk.virtualThreadScheduler.parallelism=1");
        var run = espalier.start(oneCarrier, "run", "--global-timeout", "60", "-o", espalier.report().toString(),
                test.toString()).await();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("one died");
        assertNothingLeft();
    }

    @Test
    @DisplayName("SIGTERM exits 143, SIGINT 130 and SIGHUP 129, after the teardown, which a second one does not break off")
    void signals() throws Exception {
        for (var signal : new String[][]{{"TERM", "143"}, {"INT", "130"}, {"HUP", "129"}}) {
            var test = espalier.test("one.execute(\"sleep 600\");", "one");
            var running = espalier.start("run", "-o", espalier.report().toString(), test.toString());
            running.awaitWords("one: ready");
            for (int time = 0; time < 2; time++) {
                new ProcessBuilder("kill", "-" + signal[0], Long.toString(running.process().pid())).start().waitFor();
            }
            assertThat(running.await().status()).isEqualTo(Integer.parseInt(signal[1]));
            assertThat(espalier.report().resolve("junit.xml")).content().contains("</testsuite");
            assertThat(espalier.report().resolve("report.html")).content().contains("Interrupted by", "</html>");
            assertNothingLeft();
        }
    }

    @Test
    @DisplayName("after SIGKILL the kernel takes everything down within a second, and the next run sweeps the disk")
    void killed() throws Exception {
        var test = espalier.test("startAll(); one.succeed(\"exec -a espalier-leak sleep 600\");", "one");
        var running = espalier.start("run", "-o", espalier.report().toString(), test.toString());
        running.awaitWords("one: ready");
        assertThat(running.process().descendants()).isNotEmpty();
        assertThat(running.kill()).isEmpty();
        assertThat(espalier.leftovers()).isNotEmpty();
        var next = espalier.run("run", "-o", espalier.report().toString(),
                espalier.test("one.succeed(\"true\");", "one").toString());
        assertThat(next.status()).as(next.out() + next.err()).isZero();
        assertNothingLeft();
    }

    @Test
    @DisplayName("tree shows a running cluster down to its processes, and says when there is none")
    void tree() throws Exception {
        var test = espalier.test("one.execute(\"sleep 600\");", "one");
        var running = espalier.start("run", "-o", espalier.report().toString(), test.toString());
        running.awaitWords("one: ready");
        var tree = espalier.run("tree");
        var json = espalier.run("tree", "--json", espalier.runBase().toString());
        new ProcessBuilder("kill", Long.toString(running.process().pid())).start().waitFor();
        running.await();
        assertThat(tree.out().lines().map(String::strip)).anySatisfy(line -> assertThat(line).startsWith("cluster "))
                .anySatisfy(line -> assertThat(line).contains("one ", "running for"));
        assertThat(new ObjectMapper().readTree(json.out()).findValuesAsText("id")).contains("network namespace", "one");
        assertThat(json.status()).isZero();

        var afterwards = espalier.run("tree");
        assertThat(afterwards.status()).isEqualTo(1);
        assertThat(afterwards.err()).contains("no cluster of yours runs");
    }

    @Test
    @DisplayName("two runs of one test at once do not disturb each other")
    void twoAtOnce() throws Exception {
        var test = espalier.test("one.succeed(\"sleep 1; echo done\");", "one");
        var first = espalier.start("run", "-o", home.resolve("first").toString(), test.toString());
        var second = espalier.start("run", "-o", home.resolve("second").toString(), test.toString());
        assertThat(first.await().status()).isZero();
        assertThat(second.await().status()).isZero();
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(espalier.leftovers()).isEmpty();
    }
}
