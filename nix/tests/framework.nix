# Assertions, as in ./default.nix, on what needs NixOS itself: that of a whole nixpkgs.
{ nixpkgs }:
let
  inherit (builtins) concatMap filter map match;
  equal = import ./equal.nix;
  lib = import (nixpkgs + "/lib");
  packages = lib.genAttrs [
    "x86_64-linux"
    "aarch64-linux"
  ] (system: import nixpkgs { inherit system; });
  pkgs = packages.x86_64-linux;

  flake = import ../../flake.nix;
  outputs = flake.outputs {
    self = outputs;
    nixpkgs.legacyPackages = packages;
  };

  makeTest =
    test:
    outputs.lib.makeTest (
      {
        inherit pkgs;
        name = "one";
        testScript = "machine.succeed(\"true\");";
      }
      // test
    );
  isDerivation = one: match "[^-]*-.*[.]drv" one.drvPath != null;

  # Configurations that import the flake's module and nothing else of it.
  guest =
    pkgs: backend:
    (import (nixpkgs + "/nixos/lib/eval-config.nix") {
      system = null;
      modules = [
        outputs.nixosModules.guest
        {
          nixpkgs = { inherit pkgs; };
          virtualisation.espalier = { inherit backend; };
        }
      ];
    }).config;
  backends = [
    "qemu"
    "firecracker"
    "cloud-hypervisor"
  ];
  guests = concatMap (pkgs: map (guest pkgs) backends) (lib.attrValues packages);

  officialOf =
    pkgs: test:
    pkgs.testers.runNixOSTest (
      {
        name = "official";
        # They are Python's.
        skipLint = true;
        skipTypeCheck = true;
        testScript = "machine.succeed(\"true\");";
      }
      // test
    );
in
{
  outputsAreDerivations = equal (filter (output: !isDerivation output) (
    concatMap (
      system:
      lib.attrValues outputs.packages.${system}
      ++ lib.attrValues outputs.checks.${system}
      ++ [
        outputs.devShells.${system}.default
        outputs.formatter.${system}
      ]
    ) (lib.attrNames packages)
  )) [ ];

  packagesNeedNoAliases = isDerivation (
    import ../package/nixpkgs.nix (
      import nixpkgs {
        system = "x86_64-linux";
        config.allowAliases = false;
      }
    )
  ).command;

  guestsAreWholeSystems = equal (filter (config: !isDerivation config.system.build.toplevel) guests) [ ];

  nothingIsToBeSaidOfGuests = equal (
    concatMap (config: config.warnings ++ filter (one: !one.assertion) config.assertions) guests
  ) [ ];

  guestsHaveKernelsOfTheirOwn = equal (builtins.tryEval (guest pkgs "nspawn").system.build.toplevel.drvPath).success false;

  testsRunOnEveryBackend = equal (filter (
    backend:
    !isDerivation (makeTest {
      inherit backend;
      nodes.machine = { };
    })
  ) (backends ++ [ "nspawn" ])) [ ];

  testsMixBackends = isDerivation (makeTest {
    splitStore = true;
    nodes = {
      machine = { nodes, ... }: { networking.nameservers = [ nodes.small.networking.primaryIPAddress ]; };
      small =
        { config, containers, ... }:
        {
          virtualisation.espalier.backend = "firecracker";
          environment.etc.addresses.text = "${config.networking.primaryIPAddress} ${containers.box.networking.primaryIPAddress}";
        };
      box.virtualisation.espalier.backend = "nspawn";
    };
    containers.container = { };
    enableOCR = true;
    preparation = "machine.prepare(\"true\");";
  });

  # Of both kinds, those that NixOS starts and those that boot an image.
  nodesHaveThePackagesOfTheTest =
    let
      test = (pkgs.extend (final: prev: { ours = prev.hello.overrideAttrs { pname = "ours"; }; })).extend outputs.overlays.default;
      has = { pkgs, ... }: { environment.systemPackages = [ pkgs.ours ]; };
    in
    isDerivation (
      test.espalier.makeTest {
        name = "overlaid";
        nodes = {
          machine = has;
          small.imports = [
            has
            { virtualisation.espalier.backend = "firecracker"; }
          ];
        };
        testScript = "machine.succeed(\"true\");";
      }
    );

  interactiveDriversAreOfTheirOwn =
    let
      test = makeTest {
        nodes.machine = { };
        interactive.nodes.machine.services.openssh.enable = true;
      };
    in
    equal (test.driver.drvPath == test.driverInteractive.drvPath) false;

  officialTestsRunOnTheDriver =
    let
      ours = pkgs.extend outputs.overlays.driver;
      drivers = test: map (input: input.name) (officialOf ours test).driver.buildInputs;
    in
    equal
      [
        (drivers { nodes.machine = { }; })
        (drivers {
          nodes.machine = { };
          containers.box = { };
          enableOCR = true;
        })
        (isDerivation (officialOf ours { nodes.machine = { }; }))
      ]
      [
        [ "espalier" ]
        [ "espalier" ]
        true
      ];
}
