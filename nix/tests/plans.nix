# Assertions, as in ./default.nix, on what is made of a test.
let
  inherit (builtins) attrNames head length map;
  inherit (import ../lib) makeTest network;
  equal = import ./equal.nix;
  pair = import ./pair.nix;

  nodesOf = change: (makeTest (pair // change)).nodes;
  features = nodes: (makeTest (pair // { inherit nodes; })).requiredFeatures;
in
{
  # Numbers, addresses and names.

  numbersAreAlphabetical = equal (makeTest pair).numbers {
    client = 1;
    server = 2;
  };

  givenNumbersAreKept =
    equal
      (makeTest (
        pair
        // {
          nodes = {
            a = { };
            b.number = 1;
            c.number = 3;
            d = { };
          };
        }
      )).numbers
      {
        a = 2;
        b = 1;
        c = 3;
        d = 4;
      };

  interfacesAreInTheOrderOfVlans = equal (makeTest pair).interfaces.server [
    {
      name = "eth0";
      vlan = 2;
      mac = "52:54:00:02:00:02";
      ipv4 = "192.168.2.2";
      ipv6 = "2001:db8:2::2";
    }
    {
      name = "eth1";
      vlan = 1;
      mac = "52:54:00:01:00:02";
      ipv4 = "192.168.1.2";
      ipv6 = "2001:db8:1::2";
    }
  ];

  macsAreHexadecimal = equal (network.mac 254 253) "52:54:00:fe:00:fd";

  hostsAreThoseOnNetworks =
    equal (makeTest (pair // { nodes = pair.nodes // { lonely.vlans = [ ]; }; })).hosts
      "192.168.1.1 client\n2001:db8:1::1 client\n192.168.2.3 server\n2001:db8:2::3 server";

  hyphensAreUnderscoresInScripts =
    equal (makeTest (pair // { nodes.web-1 = { }; })).variables.web-1
      "web_1";

  # The configuration.

  configurationHasWhatIsGivenAndNothingElse = equal ((makeTest pair).configuration "/test.java") {
    vms = {
      client = {
        backend = "qemu";
        number = 1;
        vlans = [ 1 ];
      };
      server = {
        backend = "qemu";
        number = 2;
        vlans = [
          2
          1
        ];
      };
    };
    vlans = [
      1
      2
    ];
    global_timeout = 3600;
    test_script = "/test.java";
  };

  configurationHasItsOwnKeys =
    equal
      ((makeTest (
        pair
        // {
          nodes.web = {
            image = "debian";
            memory = 512;
            kernelParameters = [ "quiet" ];
            machineType = "microvm";
          };
        }
      )).configuration
        "/t"
      ).vms.web
      {
        backend = "qemu";
        number = 1;
        vlans = [ 1 ];
        image = "debian";
        memory_mib = 512;
        kernel_parameters = [ "quiet" ];
        machine_type = "microvm";
      };

  startScriptsAreTexts =
    equal
      ((makeTest (pair // { nodes.web.startScript = /nix/run-web-vm; })).configuration "/t").vms.web.start_script
      "/nix/run-web-vm";

  backendsAreMixed =
    let
      mixed = makeTest (
        pair
        // {
          backend = "nspawn";
          nodes = {
            box = { };
            vm.backend = "qemu";
          };
        }
      );
    in
    equal (map (name: (mixed.configuration "/t").vms.${name}.backend) [
      "box"
      "vm"
    ]) [
      "nspawn"
      "qemu"
    ];

  scriptsMayBeFunctionsOfNodes = equal (makeTest (
    pair // { testScript = { nodes }: "log(\"${toString (length (attrNames nodes))} ${nodes.client.backend}\");"; }
  )).testScript "log(\"2 qemu\");";

  cloudHypervisorsNodesAreConfigured =
    equal
      ((makeTest (
        pair
        // {
          nodes.web = {
            backend = "cloud-hypervisor";
            program = "/bin/cloud-hypervisor";
            cpus = 2;
            maxCpus = 4;
            maxMemory = 1024;
            hugePages = "1g";
            balloon = 64;
            diskRate = 10;
            networkRate = 5;
            landlock = true;
            kernelParameters = [ "quiet" ];
          };
        }
      )).configuration
        "/t"
      ).vms.web
      {
        backend = "cloud-hypervisor";
        program = "/bin/cloud-hypervisor";
        cpus = 2;
        max_cpus = 4;
        max_memory_mib = 1024;
        huge_pages = "1g";
        balloon_mib = 64;
        disk_mib_per_second = 10;
        network_mib_per_second = 5;
        landlock = true;
        kernel_parameters = [ "quiet" ];
        number = 1;
        vlans = [ 1 ];
      };

  # What a test says of all its nodes.

  containersAreNodesOfNspawn =
    let
      test = makeTest (
        pair
        // {
          containers.box = { };
          testScript = { nodes, containers }: "${toString (attrNames nodes)}, ${toString (attrNames containers)}";
        }
      );
    in
    equal
      [
        test.nodes.box.backend
        test.numbers.box
        test.testScript
      ]
      [
        "nspawn"
        1
        "client server, box"
      ];

  defaultsAreForNodesThatKnowThem =
    let
      nodes = nodesOf {
        defaults = {
          memory = 512;
          machineType = "pc";
        };
        nodes = {
          plain = { };
          own.memory = 64;
          box.backend = "nspawn";
          scripted.startScript = "/nix/run-scripted-vm";
        };
      };
    in
    equal
      [
        nodes.plain.memory
        nodes.plain.machineType
        nodes.own.memory
        nodes.box.memory
        (nodes.box ? machineType)
        nodes.scripted.memory
      ]
      [
        512
        "pc"
        64
        512
        false
        null
      ];

  shortFormsOfDefaults =
    let
      nodes = nodesOf {
        memory = 512;
        vcpus = 2;
        enableNetwork = false;
        hugePages = true;
        nodes = {
          vm = { };
          fc.backend = "firecracker";
          ch.backend = "cloud-hypervisor";
          networked.vlans = [ 3 ];
        };
      };
    in
    equal
      [
        nodes.vm.memory
        nodes.vm.cpus
        nodes.vm.vlans
        nodes.fc.hugePages
        nodes.ch.hugePages
        nodes.networked.vlans
      ]
      [
        512
        2
        [ ]
        "2m"
        "2m"
        [ 3 ]
      ];

  bootsAreLoudWhereThereIsAKernel =
    let
      nodes = nodesOf {
        debugBoot = true;
        nodes = {
          vm.kernelParameters = [ "quiet" ];
          box.backend = "nspawn";
        };
      };
    in
    equal
      [
        (head nodes.vm.kernelParameters)
        (length nodes.vm.kernelParameters > 1)
        (nodes.box ? kernelParameters)
      ]
      [
        "quiet"
        true
        false
      ];

  passthruIsPassedThrough = equal (makeTest (pair // { passthru.of = "nobody"; })).of "nobody";

  # What a builder has to have.

  firecrackerNeedsKvm = equal (features { web.backend = "firecracker"; }) [
    "nixos-test"
    "kvm"
  ];
  cloudHypervisorNeedsKvm = equal (features { web.backend = "cloud-hypervisor"; }) [
    "nixos-test"
    "kvm"
  ];
  devicesAreOfAllNodes = equal (makeTest (pair // { nodes.web.backend = "firecracker"; })).devices [
    "/dev/net/tun"
    "/dev/kvm"
  ];

  emulationNeedsNoKvm = equal (features { web.accelerator = "tcg"; }) [ "nixos-test" ];
  kvmIsAskedForIfItIsWanted = equal (features { web.accelerator = "kvm"; }) [
    "nixos-test"
    "kvm"
  ];
  containersNeedUserIds = equal (features { web.backend = "nspawn"; }) [
    "nixos-test"
    "uid-range"
  ];
}
