# The options of a test and of any node. An option without a default has to be given; a node's option has the key that
# Espalier's configuration calls it by.
{ backends }:
let
  types = import ./types.nix;
  backend = types.oneOf (builtins.attrNames backends);
in
{
  test = {
    name = {
      type = types.text;
      description = "What the test is called.";
    };
    nodes = {
      type = types.attributes;
      description = "The machines, each by its name with its options.";
    };
    testScript = {
      type = types.script;
      description = "What is done with them.";
    };
    backend = {
      type = backend;
      default = "qemu";
      description = "What runs the nodes that name no backend.";
    };
    globalTimeout = {
      type = types.wholeNumber 1 31536000;
      default = 3600;
      description = "How long the whole run may take, in seconds.";
    };
  };

  node = {
    backend = {
      type = backend;
      key = "backend";
      description = "What runs this node; the test's backend unless given.";
      default = null;
    };
    number = {
      type = types.wholeNumber 1 253;
      key = "number";
      default = null;
      description = "The last part of its addresses; the lowest that is free unless given.";
    };
    vlans = {
      type = types.listOf (types.wholeNumber 1 254);
      key = "vlans";
      default = [ 1 ];
      description = "The networks it is on, in the order of its interfaces.";
    };
  };
}
