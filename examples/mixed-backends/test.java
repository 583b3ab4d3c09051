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

subtest("the host, by SSH, reaches both by ports of its own", () -> {
    for (var machine : List.of(vm, box)) {
        var port = machine.forwardPort(80);
        host.waitForOpenPort(port);
        assertContains(
                host.succeed("exec 3<>/dev/tcp/127.0.0.1/" + port + "; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"),
                "200 OK");
    }
});

subtest("a file goes from the host to the container, and on to the virtual machine", () -> {
    var directory = host.succeed("mktemp -d").strip();
    host.succeed("uname -a >" + directory + "/letter");
    var letter = host.copyFromMachine(directory + "/letter");
    host.succeed("rm -r " + directory);
    box.copyFromHost(letter, "/var/www/html/letter");
    assertContains(vm.succeed("wget -q -O - http://box/letter"), "Linux");
});
