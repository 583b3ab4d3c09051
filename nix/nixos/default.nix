# Tests whose nodes are NixOS configurations. What they are, NixOS's own test framework makes of them, with all its options; its
# start scripts are ours to run. A node that it makes none for, or that is to have a store of its own, is evaluated as a guest
# that boots from an image.
#
# evalTest    NixOS's, which gives the configurations of nodes and containers
# evalGuest   gives the configuration of modules
# images      see ./image.nix
{
  pkgs,
  evalTest ? (import (pkgs.path + "/nixos/lib") { }).evalTest,
  evalGuest ?
    modules:
    (import (pkgs.path + "/nixos/lib/eval-config.nix") {
      system = null;
      modules = modules ++ [
        (pkgs.path + "/nixos/modules/virtualisation/guest-networking-options.nix")
        {
          nixpkgs.pkgs = pkgs;
          # Options of QEMU's or nspawn's have been checked, and are nobody's here.
          _module.check = false;
        }
      ];
    }).config,
  images ? import ./image.nix pkgs,
  host ? (import ../package/nixpkgs.nix pkgs).host,
}:
let
  inherit (builtins)
    attrNames
    attrValues
    elem
    filter
    functionArgs
    intersectAttrs
    isFunction
    listToAttrs
    map
    mapAttrs
    ;
  espalier = import ../lib;
  select = wanted: set: listToAttrs (map (name: { inherit name; value = set.${name}; }) (filter wanted (attrNames set)));
  given = set: select (name: name != "site" && set.${name} != null) set;

  # One test, without an interactive driver of its own.
  makeTest =
    test:
    let
      nodes = test.nodes or { };
      containers = test.containers or { };
      splitStore = test.splitStore or false;
      usual = test.backend or "qemu";
      defaults = [
        ./options.nix
        (test.defaults or { })
      ];

      evaluated =
        nodes: containers:
        (evalTest {
          inherit (test) name;
          inherit nodes containers;
          hostPkgs = pkgs;
          testScript = "";
          extraBaseModules.imports = defaults;
        }).config;

      # NixOS makes containers of those that it is told are some.
      asGiven = evaluated nodes containers;
      backendOf =
        config:
        if config.virtualisation.espalier.backend == null then usual else config.virtualisation.espalier.backend;
      moved = select (name: backendOf asGiven.nodes.${name} == "nspawn") nodes;
      official =
        if moved == { } then asGiven else evaluated (removeAttrs nodes (attrNames moved)) (containers // moved);
      all = official.nodes // official.containers or { };

      # What a node is by its own configuration, without what it boots.
      said = name: {
        vlans = all.${name}.virtualisation.vlans;
        number = all.${name}.virtualisation.test.nodeNumber;
        backend = if official.containers or { } ? ${name} then "nspawn" else usual;
      }
      // given all.${name}.virtualisation.espalier;
      settings = mapAttrs (name: _: said name) all;

      # Who boots from an image of its store.
      imaged =
        name:
        let
          node = settings.${name};
        in
        !(node ? image)
        && !(node ? startScript)
        && (
          elem node.backend [
            "firecracker"
            "cloud-hypervisor"
          ]
          || node.backend == "qemu" && splitStore
        );

      guests = mapAttrs (
        name: node:
        evalGuest (
          [
            ./guest.nix
            nodes.${name}
            {
              virtualisation.espalier = {
                backend = node.backend;
                site = {
                  inherit name;
                  hosts = espalier.network.hosts settings;
                  interfaces = espalier.network.interfaces node.vlans node.number;
                };
              };
            }
          ]
          ++ defaults
        )
      ) (select imaged settings);
      systemOf = guest: guest.system.build.toplevel;
      shared = images.storeOf (map systemOf (attrValues guests));

      booted =
        name: node:
        if node ? image || node ? startScript then
          node
        else if guests ? ${name} then
          node
          // {
            image = images.imageOf guests.${name} node.backend (
              if splitStore then shared else images.storeOf [ (systemOf guests.${name}) ]
            );
            kernelParameters = images.parametersOf guests.${name} ++ node.kernelParameters or [ ];
          }
        else if node.backend == "qemu" then
          node // { startScript = "${all.${name}.system.build.vm}/bin/run-${all.${name}.system.name}-vm"; }
        else if node.backend == "nspawn" then
          node // { startScript = "${all.${name}.system.build.nspawn}/bin/run-${all.${name}.system.name}-nspawn"; }
        else
          throw "espalier: nodes.${name} is a NixOS, which the backend ${node.backend} does not run";

      script =
        if isFunction test.testScript then
          test.testScript (
            intersectAttrs (functionArgs test.testScript) {
              nodes = official.nodes;
              containers = official.containers or { };
            }
          )
        else
          test.testScript;
    in
    espalier.makeTest (
      { inherit host; }
      // removeAttrs test [
        "pkgs"
        "splitStore"
        "defaults"
        "containers"
      ]
      // {
        nodes = mapAttrs booted settings;
        testScript = script;
      }
    );

  # The same nodes with more modules.
  extended = nodes: more: mapAttrs (name: node: { imports = [ node (more.${name} or { }) ]; }) nodes;
in
test:
let
  interactive = test.interactive or { };
in
if interactive == { } then
  makeTest test
else
  makeTest (removeAttrs test [ "interactive" ])
  // {
    inherit
      (makeTest (
        removeAttrs (test // interactive) [ "interactive" ]
        // {
          nodes = extended test.nodes or { } interactive.nodes or { };
          containers = extended test.containers or { } interactive.containers or { };
        }
      ))
      driverInteractive
      ;
  }
