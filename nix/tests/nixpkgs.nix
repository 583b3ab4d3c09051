# Assertions, as in ./default.nix, on what needs a whole nixpkgs, or what stands in for one.
{ nixpkgs }:
let
  equal = import ./equal.nix;
  pkgs = import nixpkgs { system = "x86_64-linux"; };
  test = (import ../lib).makeTest {
    inherit pkgs;
    name = "pair";
    nodes = {
      server = { };
      client = { };
    };
    testScript = { nodes, ... }: "log(\"${nodes.server.system.name}\");";
  };
  inherit (import ../package/nixpkgs.nix pkgs) command;
in
{
  nodesAreStartedByNixosScripts = equal (builtins.match ".*/(bin/run-server-vm)" test.nodes.server.startScript) [
    "bin/run-server-vm"
  ];

  scriptsKnowTheConfigurations = equal test.testScript "log(\"server\");";

  runsAndDriversAreDerivations =
    equal
      (map (one: builtins.match "[^-]*-(.*[.]drv)" one.drvPath) [
        test
        test.driver
        test.driverInteractive
      ])
      [
        [ "vm-test-run-pair.drv" ]
        [ "espalier-driver-pair.drv" ]
        [ "espalier-driver-pair.drv" ]
      ];

  # As NixOS's test framework does.
  theCommandIsOverriddenByWhatTestsNeed =
    let
      same = change: (command.override change).drvPath == command.drvPath;
    in
    equal
      [
        (same {
          enableNspawn = true;
          extraPythonPackages = packages: [ ];
        })
        (same { enableOCR = true; })
        (((command.override { enableOCR = true; }).override { enableOCR = false; }).drvPath == command.drvPath)
      ]
      [
        true
        false
        true
      ];
}
