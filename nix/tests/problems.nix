# Assertions, as in ./default.nix, on what is said of tests that something is wrong with.
let
  inherit (builtins) head map split tryEval;
  inherit (import ../lib) makeTest problemsOf;
  equal = import ./equal.nix;
  pair = import ./pair.nix;

  problems = change: problemsOf (pair // change);
  ofNode = node: problems { nodes.web = node; };
  beginnings = map (problem: head (split ";" problem));
in
{
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
}
