# Assertions, as in ./default.nix, on what needs nixpkgs' module system and no more. NixOS's options are stood in for by some that
# take anything.
{ lib }:
let
  inherit (lib) mapAttrs mkOption types;
  equal = import ./equal.nix;

  anything = mkOption {
    type = types.attrsOf types.anything;
    default = { };
  };
  standIn =
    { name, config, ... }:
    {
      options = {
        boot = anything;
        fileSystems = anything;
        networking = anything;
        systemd = anything;
        documentation = anything;
        users = anything;
        services = anything;
        system = anything;
        virtualisation = {
          vlans = mkOption {
            type = types.listOf types.int;
            default = [ 1 ];
          };
          interfaces = anything;
          memorySize = mkOption {
            type = types.int;
            default = 1024;
          };
          cores = mkOption {
            type = types.int;
            default = 1;
          };
          test.nodeNumber = mkOption { type = types.int; };
        };
      };
      config.system = {
        inherit name;
        build.vm = "/nix/vm-${name}";
        build.nspawn = "/nix/nspawn-${name}";
        build.toplevel = "/nix/system-${name}";
      };
    };

  pkgs = {
    inherit lib;
    bashInteractive = "/nix/bash";
  };
  evaluated =
    name: number: modules:
    (lib.evalModules {
      modules = modules ++ [
        standIn
        {
          _module.args = {
            name = lib.mkDefault name;
            inherit pkgs;
          };
          virtualisation.test.nodeNumber = number;
        }
      ];
    }).config;

  makeTest = import ../nixos {
    inherit pkgs;
    host = null;
    evalTest =
      test:
      let
        numbers = lib.listToAttrs (
          lib.imap1 (number: name: lib.nameValuePair name number) (lib.attrNames (test.nodes // test.containers))
        );
        configs = mapAttrs (name: node: evaluated name numbers.${name} (test.extraBaseModules.imports ++ [ node ]));
      in
      {
        config = {
          nodes = configs test.nodes;
          containers = configs test.containers;
        };
      };
    evalGuest = evaluated "guest" 1;
    images = {
      storeOf = systems: "/nix/store-of-${toString (lib.length systems)}";
      imageOf = config: backend: store: {
        kernel = "/nix/kernel-${backend}";
        initrd = "/nix/initrd";
        disk = store;
      };
      parametersOf = config: [ "init" ] ++ config.documentation.parameters or [ ];
    };
  };

  test = {
    name = "mixed";
    nodes = {
      web = {
        services.nginx.enable = true;
        virtualisation.vlans = [ 2 ];
      };
      small.virtualisation.espalier.backend = "firecracker";
      vm.virtualisation.espalier.backend = "cloud-hypervisor";
      box =
        { lib, ... }:
        {
          virtualisation.espalier.backend = lib.mkDefault "nspawn";
        };
      plain.virtualisation.espalier.image = "debian";
    };
    testScript = { nodes, ... }: "log(\"${lib.boolToString nodes.web.services.nginx.enable}\");";
  };
  made = makeTest test;
  nodesOf = change: (makeTest (test // { testScript = ""; } // change)).nodes;
  guestOf = change: (evaluated "guest" 1 [ ../nixos/guest.nix change ]);
in
{
  startScriptsAreOfNixosOwnMachines =
    equal
      [
        made.nodes.web.startScript
        made.nodes.web.vlans
        made.nodes.box.startScript
        made.nodes.box.backend
      ]
      [
        "/nix/vm-web/bin/run-web-vm"
        [ 2 ]
        "/nix/nspawn-box/bin/run-box-nspawn"
        "nspawn"
      ];

  numbersAreNixos = equal made.numbers {
    box = 1;
    plain = 2;
    small = 3;
    vm = 4;
    web = 5;
  };

  microvmsBootAnImage =
    equal
      [
        made.nodes.small.image
        made.nodes.small.kernelParameters
        made.nodes.vm.image.kernel
      ]
      [
        {
          kernel = "/nix/kernel-firecracker";
          initrd = "/nix/initrd";
          disk = "/nix/store-of-1";
        }
        [ "init" ]
        "/nix/kernel-cloud-hypervisor"
      ];

  otherSystemsAreNoNixos = equal made.nodes.plain.image "debian";

  scriptsKnowTheConfigurations = equal made.testScript "log(\"true\");";

  networksAreThoseOfAllInterfaces =
    let
      interfaces.virtualisation.interfaces = {
        enp1s0.vlan = 7;
        enp2s0.vlan = 1;
      };
    in
    equal
      [
        (nodesOf { nodes.web = interfaces; }).web.vlans
        (nodesOf {
          enableNetwork = false;
          nodes.web = { };
        }).web.vlans
      ]
      [
        [
          1
          7
        ]
        [ ]
      ];

  microvmsAreAsLargeAsNixosMachines =
    let
      size =
        change: own:
        let
          node = (nodesOf (change // { nodes.small.imports = [ test.nodes.small own ]; })).small;
        in
        [
          node.memory
          node.cpus
        ];
      two.virtualisation.cores = 2;
    in
    equal
      [
        (size { } two)
        (size { memory = 512; } two)
        (size { memory = 512; } { virtualisation.espalier.memory = 256; })
      ]
      [
        [
          1024
          2
        ]
        [
          512
          2
        ]
        [
          256
          1
        ]
      ];

  # As NixOS's modules of nodes do.
  guestsKnowTheirNameAndTheOthers =
    let
      parameters =
        (nodesOf {
          nodes = test.nodes // {
            small =
              {
                name,
                nodes,
                containers,
                ...
              }:
              {
                virtualisation.espalier.backend = "firecracker";
                documentation.parameters = [
                  name
                  nodes.web.system.name
                ]
                ++ lib.attrNames containers;
              };
          };
        }).small.kernelParameters;
    in
    equal parameters [
      "init"
      "small"
      "web"
      "box"
    ];

  splitStoresAreShared =
    let
      split = makeTest (test // { splitStore = true; });
    in
    equal
      [
        split.nodes.web.image.disk
        split.nodes.small.image.disk
        (split.nodes.box ? image && split.nodes.box.image != null)
      ]
      [
        "/nix/store-of-3"
        "/nix/store-of-3"
        false
      ];

  guestsHaveTheAddressesOfTheirSite =
    let
      config = guestOf {
        virtualisation.espalier.site = {
          name = "web";
          hosts = "192.168.1.1 web";
          interfaces = [
            {
              name = "eth0";
              ipv4 = "192.168.1.1";
              ipv6 = "2001:db8:1::1";
            }
          ];
        };
      };
    in
    equal
      [
        config.networking.interfaces.eth0.ipv4.addresses
        config.networking.extraHosts
        config.networking.useDHCP
      ]
      [
        [
          {
            address = "192.168.1.1";
            prefixLength = 24;
          }
        ]
        "192.168.1.1 web"
        false
      ];

  guestsHaveTheModulesOfTheirBackend =
    let
      modules = backend: (guestOf { virtualisation.espalier.backend = backend; }).boot.initrd.kernelModules;
    in
    equal
      [
        (lib.elem "virtio_console" (modules "qemu"))
        (lib.elem "virtio_console" (modules "firecracker"))
        (lib.elem "vmw_vsock_virtio_transport" (modules "firecracker"))
        (lib.elem "virtio_console" (modules "cloud-hypervisor"))
        (lib.elem "vmw_vsock_virtio_transport" (modules "cloud-hypervisor"))
      ]
      [
        true
        false
        true
        false
        true
      ];

  optionsAreTypedByTheirDeclarations =
    let
      accepted = espalier: (builtins.tryEval (guestOf { virtualisation = { inherit espalier; }; }).virtualisation.espalier.memory).success;
    in
    equal
      [
        (accepted { memory = 512; })
        (accepted { memory = "much"; })
      ]
      [
        true
        false
      ];
}
