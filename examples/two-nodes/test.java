startAll();

subtest("the server serves its page", () -> {
    server.waitForUnit("nginx");
    server.waitForOpenPort(80);
});

subtest("the client fetches the page by the server's name", () -> {
    var page = client.succeed("wget -q -O - http://server/");
    assertContains(page, "Welcome to nginx!");
});

subtest("the server shuts down, and the client notices", () -> {
    server.shutdown();
    client.fail("timeout 1 wget -q -O - http://server/");
});
