# Tests whose nodes are NixOS configurations. What they are, NixOS's own test framework makes of them, with all its options; its
# start scripts are ours to run. A node that it makes none for, or that is to have a store of its own, is evaluated once more, as
# a guest that boots from an image.
#
# evalTest    NixOS's (26.05 or newer), which gives the configurations of nodes and containers
# evalGuest   gives the configuration of modules
# images      see ./image.nix
{
  pkgs,
  evalTest ? (import (pkgs.path + "/nixos/lib") { inherit (pkgs) lib; }).evalTest,
  evalGuest ?
    modules:
    (import (pkgs.path + "/nixos/lib/eval-config.nix") {
      inherit (pkgs) lib;
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
    functionArgs
    head
    intersectAttrs
    isFunction
    map
    mapAttrs
    ;
  espalier = import ../lib;
  inherit (import ../lib/sets.nix) select unique;
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
        (if test.enableNetwork or true then { } else { virtualisation.vlans = pkgs.lib.mkDefault [ ]; })
      ];

      evaluated =
        nodes: containers:
        (evalTest {
          inherit (test) name;
          inherit nodes containers;
          hostPkgs = pkgs;
          node.pkgs = pkgs;
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
      all = official.nodes // official.containers;

      # Every VLAN that has an interface, in the order of NixOS's own: those of `vlans` first.
      vlansOf =
        { vlans, interfaces ? { }, ... }: unique (vlans ++ map (interface: interface.vlan) (attrValues interfaces));

      # What a node is by its own configuration, without what it boots.
      said = name: {
        vlans = vlansOf all.${name}.virtualisation;
        number = all.${name}.virtualisation.test.nodeNumber;
        backend = if official.containers ? ${name} then "nspawn" else usual;
      }
      // given all.${name}.virtualisation.espalier;

      # Who boots from an image of its store.
      isImaged =
        node:
        !(node ? image)
        && !(node ? startScript)
        && (
          elem node.backend [
            "firecracker"
            "cloud-hypervisor"
          ]
          || node.backend == "qemu" && splitStore
        );

      # They are as large as NixOS has its own machines, unless the test or they themselves say it.
      sized =
        name: node:
        if isImaged node then
          {
            memory = if test.memory or null == null then all.${name}.virtualisation.memorySize else test.memory;
            cpus = if test.vcpus or null == null then all.${name}.virtualisation.cores else test.vcpus;
          }
          // node
        else
          node;
      settings = mapAttrs (name: _: sized name (said name)) all;

      guests = mapAttrs (
        name: node:
        let
          interfaces = espalier.network.interfaces node.vlans node.number;
          primary = address: if interfaces == [ ] then "" else (head interfaces).${address};
        in
        evalGuest (
          [
            ./guest.nix
            nodes.${name}
            {
              _module.args = {
                inherit name;
                inherit (official) nodes containers;
              };
              networking = {
                primaryIPAddress = primary "ipv4";
                primaryIPv6Address = primary "ipv6";
              };
              virtualisation.espalier = {
                backend = node.backend;
                site = {
                  inherit name interfaces;
                  hosts = espalier.network.hosts settings;
                };
              };
            }
          ]
          ++ defaults
        )
      ) (select (name: isImaged settings.${name}) settings);
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
            intersectAttrs (functionArgs test.testScript) { inherit (official) nodes containers; }
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
