# Assertions by their names: each is true, or what was found instead. `nix-instantiate --eval --strict --json nix/tests`
let
  inherit (builtins) attrNames elemAt head length map readFile split tryEval;
  espalier = import ../lib;
  inherit (espalier) makeTest network problemsOf;

  equal = found: expected: if found == expected then true else { inherit found expected; };

  pair = {
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
  };

  problems = change: problemsOf (pair // change);
  ofNode = node: problems { nodes.web = node; };
  beginnings = map (problem: head (split ";" problem));
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

  # What is wrong is said.

  nothingIsWrong = equal (problemsOf pair) [ ];

  absentOptions = equal (problemsOf { }) [
    "name is missing: What the test is called."
    "testScript is missing: What is done with them."
  ];

  unknownOptions = equal (beginnings (problems { globalTimeOut = 5; })) [ "there is no option globalTimeOut" ];

  wrongValues = equal (problems { globalTimeout = 0; }) [
    "globalTimeout is 0, and has to be: whole number from 1 to 31536000"
  ];

  noNodes = equal (problems { nodes = { }; }) [ "a test has at least one node" ];

  nodesThatAreNone = equal (ofNode 7) [ "nodes.web is 7, and has to be: attribute set" ];

  unknownBackends = equal (ofNode { backend = "quemu"; }) [
    "nodes.web is to run on \"quemu\", and there are the backends cloud-hypervisor, firecracker, local, nspawn, qemu"
  ];

  optionsOfAnotherBackend =
    equal
      (beginnings (ofNode {
        backend = "nspawn";
        machineType = "q35";
      }))
      [ "there is no option nodes.web.machineType" ];

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

  aNodeHasNoMoreProcessorsThanItsMonitorGives = equal (ofNode {
    backend = "cloud-hypervisor";
    maxCpus = 255;
  }) [ "nodes.web.maxCpus is 255, and has to be: whole number from 1 to 254" ];

  unknownDefaults = equal (beginnings (problems { defaults.memroy = 512; })) [ "there is no option defaults.memroy" ];

  nodesTwice = equal (problems { containers.client = { }; }) [
    "containers.client: there is a node of that name"
  ];

  noNode = equal (problemsOf {
    name = "none";
    testScript = "";
    nodes = 5;
  }) [ "nodes is 5, and has to be: attribute set" ];

  namesThatNoStorePathHas = equal (problems { name = "two words"; }) [
    "name is \"two words\", and has to be: name of letters, digits and `+-._?=`, beginning with a letter or digit"
  ];

  hostsThatCannotRead =
    equal
      (problems {
        enableOCR = true;
        host = {
          system = "x86_64-linux";
          shell = "/bin/sh";
          path = "/bin";
          espalier = "/espalier";
        };
      })
      [ "enableOCR needs host.ocr: the PATH with tesseract" ];

  vlansOutOfRange = equal (ofNode { vlans = [ 255 ]; }) [
    "nodes.web.vlans is [255], and has to be: list, each a whole number from 1 to 254"
  ];

  besideAStartScript = equal (ofNode {
    startScript = "/nix/run-web-vm";
    memory = 512;
  }) [ "nodes.web.memory has no effect: startScript decides that" ];

  localMachinesHaveNoNetwork = equal (ofNode { backend = "local"; }) [
    "nodes.web: the backend local has no networks; give it vlans = [ ]"
  ];

  numbersTwice =
    equal
      (problems {
        nodes = {
          a.number = 5;
          b.number = 5;
        };
      })
      [ "nodes.b has the number of nodes.a: 5" ];

  names =
    equal
      (problems {
        nodes = {
          a_b = { };
          class = { };
          Web = { };
          web = { };
        };
      })
      [
        "nodes.a_b: a node's name has letters, digits and hyphens, begins with a letter, ends with a letter or digit and has at most 63 characters"
        "nodes.class: a word of the Java language cannot be a variable of the test script"
        "nodes.web: the node Web has the same host name"
      ];

  wrongTestsDoNotEvaluate = equal (tryEval (makeTest (pair // { name = ""; })).numbers).success false;

  # The page.

  pageHasTheOptions =
    let
      after = elemAt (split "<!-- the options, by nix/tests/run --page -->\n" (readFile ../README.md)) 2;
    in
    equal (head (split "\n<!-- end of the options -->" after)) (import ../lib/manual.nix);
}
