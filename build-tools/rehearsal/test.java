// What nearly every test does, so that the JVM has seen it before.
startAll();
subtest("commands, a wait and an assertion", () -> {
    assertContains(machine.succeed("echo hello"), "hello");
    machine.fail("exit 3");
    machine.waitUntilSucceeds("true", Duration.ofSeconds(10));
    log("done");
});
