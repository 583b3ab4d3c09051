startAll();

subtest("a container and a virtual machine serve each other on one network", () -> {
    vm.succeed("mkdir -p /run/www; echo 'from a virtual machine' >/run/www/index.html; httpd -h /run/www");
    vm.waitForOpenPort(80);
    box.waitForUnit("nginx");
    assertContains(vm.succeed("wget -q -O - http://box/"), "Welcome to nginx!");
    assertContains(box.succeed("curl --silent --fail http://vm/"), "from a virtual machine");
    box.succeed("ping -6 -c 1 -W 5 vm");
});

subtest("they can be parted, and brought together again", () -> {
    partition(vm, box);
    box.fail("curl --silent --max-time 1 http://vm/");
    heal();
    box.waitUntilSucceeds("curl --silent --fail --max-time 5 http://vm/");
});

subtest("this host reaches both", () -> {
    for (var machine : machines()) {
        var page = java.net.URI.create("http://127.0.0.1:" + machine.forwardPort(80) + "/").toURL();
        try (var answer = page.openStream()) {
            log(machine.name() + " says " + answer.readAllBytes().length + " bytes");
        }
    }
});
