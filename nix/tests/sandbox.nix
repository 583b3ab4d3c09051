# Tests that are built where nothing is known but Debian's programs: by the package, in Nix's own sandbox. One passes, the others
# are none that could be built.
{
  libraries,
  jdk,
  kernel,
  initrd,
}:
let
  debian = {
    system = builtins.currentSystem;
    shell = "/bin/bash";
    path = "/usr/bin:/bin";
  };
  packages = import ../package {
    inherit jdk;
    host = debian;
    jars = import ../package/jars.nix {
      inherit jdk;
      host = debian;
      libraries = map (library: /. + libraries + "/${baseNameOf library.path}") (
        builtins.fromJSON (builtins.readFile ../package/libraries.json)
      );
    };
    tools = "/usr/sbin:/usr/bin:/sbin:/bin";
  };
  testOf =
    change: testScript:
    (import ../lib).makeTest {
      inherit testScript;
      # What it costs to prepare a machine is one boot, which its run then has not.
      preparation = "machine.prepare(\"touch /tmp/prepared\");";
      name = "sandbox";
      host = debian // {
        espalier = packages.command;
      };
      nodes.machine = {
        image = {
          kernel = /. + kernel;
          initrd = /. + initrd;
        };
        memory = 256;
        accelerator = "tcg";
      }
      // change;
    };
in
{
  passes = testOf { } ''
    machine.prepare("touch /tmp/prepared");
    machine.succeed("uname -a && [ -e /tmp/prepared ]");
    machine.screenshot("screen");
  '';

  doesNotCompile = (testOf { } ''
    machine.succeed("true");
    machine.suceed("true");
  '').driver;

  lacksAFeature = testOf { accelerator = "kvm"; } ''
    machine.succeed("true");
  '';
}
