// What every machine can do, whatever runs it: --backend nspawn is all it takes to have another.
var greeter = """
        #!/bin/sh
        echo "started by $(id -u)" >"$1/log"
        exec 3<>"$1/door"
        while read -r name <&3; do
            [ "$name" = nobody ] && exit 3
            echo "hello, $name" >>"$1/log"
        done
        """;

startAll();
var here = machine.succeed("mktemp -d").strip();

subtest("a program is brought there, and runs while others do", () -> {
    machine.succeed("mkfifo " + here + "/door; cat >" + here + "/greeter; chmod +x " + here + "/greeter",
            CommandOptions.DEFAULT.stdin(greeter));
    var running = machine.start(here + "/greeter " + here);
    machine.waitForFile(here + "/log", Duration.ofSeconds(30));
    machine.succeed("echo world >" + here + "/door");
    machine.waitUntilSucceeds("grep -q world " + here + "/log", Duration.ofSeconds(30));
    machine.succeed("echo nobody >" + here + "/door");
    assertMatches("exit status " + running.await().exitStatus(), "exit status 3");
});

subtest("what it wrote goes to and fro", () -> {
    var log = machine.copyFromMachine(here + "/log");
    assertMatches(java.nio.file.Files.readString(log), "started by 0\nhello, world\n");
    machine.copyFromHost(log, here + "/copy");
    machine.succeed("cmp " + here + "/log " + here + "/copy");
});

subtest("outputs, input and status are the command's own, and its time is limited", () -> {
    var result = machine.execute("wc -c; echo a word >&2; exit 7", CommandOptions.DEFAULT.stdin("x".repeat(100_000)));
    assertContains(result.stdout(), "100000");
    assertContains(result.stderr(), "a word");
    assertMatches(result.toString(), "exit status 7");
    assertMatches(machine.execute("sleep 60", Duration.ofSeconds(1)).toString(), "exit status 124");
});

machine.succeed("rm -r " + here);
