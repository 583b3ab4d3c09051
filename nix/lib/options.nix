# The options of a test and of any node. An option without a default has to be given; a node's option has the key that
# Espalier's configuration calls it by.
{ backends }:
let
  types = import ./types.nix;
  network = import ./network.nix;
  backend = types.oneOf (builtins.attrNames backends);
in
{
  test = {
    name = {
      type = types.name;
      description = "What the test is called.";
    };
    nodes = {
      type = types.attributes;
      default = { };
      description = "The machines, each by its name with its options; with `pkgs`, each a NixOS configuration.";
    };
    containers = {
      type = types.attributes;
      default = { };
      description = "More of them, which the backend nspawn runs.";
    };
    defaults = {
      type = types.attributes;
      default = { };
      description = "Options of all nodes that know them and say nothing else; with `pkgs`, a NixOS configuration.";
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
    memory = {
      type = types.optional (types.wholeNumber 32 4194304);
      default = null;
      description = "Memory of the nodes that say nothing of it, in MiB.";
    };
    vcpus = {
      type = types.optional (types.wholeNumber 1 255);
      default = null;
      description = "Virtual CPUs of the nodes that say nothing of them.";
    };
    enableNetwork = {
      type = types.flag;
      default = true;
      description = "Whether the nodes that say nothing of VLANs are on VLAN 1.";
    };
    hugePages = {
      type = types.flag;
      default = false;
      description = "Whether Firecracker's and Cloud Hypervisor's nodes have their memory of a pool of huge pages.";
    };
    debugBoot = {
      type = types.flag;
      default = false;
      description = "Whether kernels and systemd tell all of the boot on their consoles.";
    };
    splitStore = {
      type = types.flag;
      default = false;
      description = "With `pkgs`: whether nodes have the Nix store from one compressed image that all share, and not from the host.";
    };
    preparation = {
      type = types.optional types.text;
      default = null;
      description = "Java statements that `prepare` machines when the test is built; its runs go on from there.";
    };
    globalTimeout = {
      type = types.wholeNumber 1 31536000;
      default = 3600;
      description = "How long the whole run may take, in seconds.";
    };
    enableOCR = {
      type = types.flag;
      default = false;
      description = "Whether the driver finds tesseract, which reads the text off screens in graphics mode.";
    };
    interactive = {
      type = types.attributes;
      default = { };
      description = "Options that are different in the interactive driver.";
    };
    extraDriverArgs = {
      type = types.listOf types.text;
      default = [ ];
      description = "Arguments of the driver beside those that it is given by whoever runs it.";
    };
    passthru = {
      type = types.attributes;
      default = { };
      description = "More attributes of the result.";
    };
    meta = {
      type = types.attributes;
      default = { };
      description = "Its attribute `meta`, of which nixpkgs knows what it means.";
    };
    pkgs = {
      type = types.optional types.attributes;
      default = null;
      description = "nixpkgs, if the nodes are NixOS configurations; `host` is made of it.";
    };
    host = {
      type = types.optional types.host;
      default = null;
      description = "What builds the test: `system`, `shell`, `path`, and the package `espalier`. Without it nothing is built.";
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
      type = types.wholeNumber 1 network.largestMachine;
      key = "number";
      default = null;
      description = "The last part of its addresses; the lowest that is free unless given.";
    };
    vlans = {
      type = types.listOf (types.wholeNumber 1 network.largestVlan);
      key = "vlans";
      default = [ 1 ];
      description = "The networks it is on, in the order of its interfaces.";
    };
  };
}
