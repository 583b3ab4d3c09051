# A test that nothing is wrong with.
{
  name = "pair";
  nodes = {
    server = {
      vlans = [
        2
        1
      ];
    };
    client = { };
  };
  testScript = "server.succeed(\"true\");";
}
