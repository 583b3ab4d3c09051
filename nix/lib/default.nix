# What a test is, from its arguments: Espalier's configuration, its script, what a builder has to have, and what is built of it.
# Needs nothing but Nix itself; what nodes by NixOS need of nixpkgs is in ../nixos.
let
  inherit (builtins)
    attrNames
    concatLists
    concatStringsSep
    filter
    functionArgs
    intersectAttrs
    isAttrs
    isFunction
    listToAttrs
    map
    mapAttrs
    sort
    ;

  # Of most there is nothing that a start script decides, or that does not go together.
  backends = mapAttrs (name: backend: { decided = [ ]; problems = where: given: [ ]; } // backend) {
    cloud-hypervisor = import ./backends/cloud-hypervisor.nix;
    firecracker = import ./backends/firecracker.nix;
    local = import ./backends/local.nix;
    nspawn = import ./backends/nspawn.nix;
    qemu = import ./backends/qemu.nix;
  };
  options = import ./options.nix { inherit backends; };
  network = import ./network.nix;
  names = import ./names.nix;
  nodesOf = import ./nodes.nix { inherit backends options; };
  problemsOf = import ./checks.nix {
    inherit
      backends
      options
      completed
      nodesOf
      ;
  };

  inherit (import ./sets.nix) select unique;

  # With what was not given.
  completed =
    given:
    mapAttrs (name: option: option.default) (
      select (name: options.test.${name} ? default) options.test
    )
    // given;

  # `change` over `set`, attribute for attribute; what is built is no set of attributes here.
  over =
    set: change:
    set
    // mapAttrs (
      name: value:
      if isAttrs value && isAttrs (set.${name} or null) && !(value ? type) then over set.${name} value else value
    ) change;

  # Kernels that say all they have to say.
  loud = [
    "loglevel=7"
    "systemd.log_level=debug"
    "systemd.log_target=console"
    "systemd.show_status=1"
  ];

  wholeNode =
    test: node:
    let
      whole = mapAttrs (option: declared: node.given.${option} or declared.default) node.declared;
    in
    whole
    // {
      inherit (node) backend;
    }
    // (
      if test.debugBoot && whole ? kernelParameters then
        { kernelParameters = (if whole.kernelParameters == null then [ ] else whole.kernelParameters) ++ loud; }
      else
        { }
    );

  # A node's entry of the configuration: what it was given, by the configuration's keys.
  entry =
    numbers: name: node:
    let
      declared = options.node // backends.${node.backend}.options;
    in
    listToAttrs (
      map (option: {
        name = declared.${option}.key;
        value = declared.${option}.type.configured or (value: value) node.${option};
      }) (filter (option: node.${option} != null) (attrNames declared))
    )
    // {
      number = numbers.${name};
    };

  planOf =
    test:
    let
      nodes = mapAttrs (name: wholeNode test) (nodesOf test);
      numbers = network.numbers nodes;
      all = f: unique (concatLists (map (name: f nodes.${name}) (attrNames nodes)));
    in
    {
      inherit (test) name;
      inherit nodes numbers;

      testScript =
        if isFunction test.testScript then
          test.testScript (
            intersectAttrs (functionArgs test.testScript) {
              nodes = select (name: test.nodes ? ${name}) nodes;
              containers = select (name: test.containers ? ${name}) nodes;
            }
          )
        else
          test.testScript;

      # The configuration, which names a file with the script.
      configuration = scriptFile: {
        vms = mapAttrs (entry numbers) nodes;
        vlans = sort (a: b: a < b) (all (node: node.vlans));
        global_timeout = test.globalTimeout;
        test_script = "${scriptFile}";
      };

      requiredFeatures = all (node: backends.${node.backend}.requiredFeatures node);
      devices = all (node: backends.${node.backend}.devices);
      variables = mapAttrs (name: node: names.variable name) nodes;
      interfaces = mapAttrs (name: node: network.interfaces node.vlans numbers.${name}) nodes;
      hosts = network.hosts nodes;
    };

  # Fails with all that is wrong. With a host to build with, what it gives is the run, which can be built.
  makeTest =
    given:
    let
      problems = problemsOf given;
      test = completed given;
      plan = planOf test;
      results = import ./results.nix {
        inherit test plan;
        interactive = makeTest (over given test.interactive // { interactive = { }; });
      };
    in
    if given.pkgs or null != null then
      import ../nixos { inherit (given) pkgs; } given
    else if problems != [ ] then
      throw "espalier: ${concatStringsSep "; " problems}"
    else if test.host == null then
      plan // test.passthru
    else
      plan // results.run // results.parts // { inherit (test) meta; } // test.passthru;
in
{
  inherit
    backends
    names
    network
    options
    problemsOf
    makeTest
    ;
}
