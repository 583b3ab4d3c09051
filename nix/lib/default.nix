# What a test is, from its arguments: Espalier's configuration, its script, and what a builder has to have. Needs nothing but
# Nix itself.
let
  inherit (builtins) attrNames concatLists concatStringsSep filter foldl' functionArgs isFunction listToAttrs map mapAttrs;

  backends = {
    local = import ./backends/local.nix;
    nspawn = import ./backends/nspawn.nix;
    qemu = import ./backends/qemu.nix;
  };
  options = import ./options.nix { inherit backends; };
  network = import ./network.nix;
  names = import ./names.nix;
  problemsOf = import ./checks.nix { inherit backends options; };

  unique = foldl' (known: one: if builtins.elem one known then known else known ++ [ one ]) [ ];
  defaults = mapAttrs (name: option: option.default) (removeAttrs' [ "name" "nodes" "testScript" ] options.test);
  removeAttrs' = absent: set: removeAttrs set absent;

  completed =
    test:
    let
      whole = defaults // test;
      node =
        name: given:
        let
          backend = given.backend or whole.backend;
        in
        mapAttrs (option: declared: given.${option} or declared.default) (options.node // backends.${backend}.options)
        // {
          inherit backend;
        };
    in
    whole // { nodes = mapAttrs node test.nodes; };

  # A node's entry of the configuration: what it was given, by the configuration's keys.
  entry =
    numbers: name: node:
    let
      declared = options.node // backends.${node.backend}.options;
      said = filter (option: node.${option} != null) (attrNames declared);
    in
    listToAttrs (
      map (option: {
        name = declared.${option}.key;
        value = if declared.${option}.type.description == "path" then toString node.${option} else node.${option};
      }) said
    )
    // {
      number = numbers.${name};
    };
in
{
  inherit backends names network options problemsOf;

  # Fails with all that is wrong.
  makeTest =
    given:
    let
      problems = problemsOf given;
      test = completed given;
      numbers = network.numbers test.nodes;
      nodes = attrNames test.nodes;
      all = f: unique (concatLists (map (name: f test.nodes.${name}) nodes));
    in
    if problems != [ ] then
      throw "espalier: ${concatStringsSep "; " problems}"
    else
      {
        inherit (test) name;
        inherit numbers;

        script =
          if isFunction test.testScript then
            test.testScript (builtins.intersectAttrs (functionArgs test.testScript) { inherit (test) nodes; })
          else
            test.testScript;

        # The configuration, which names a file with the script.
        configuration = scriptFile: {
          vms = mapAttrs (entry numbers) test.nodes;
          vlans = builtins.sort (a: b: a < b) (all (node: node.vlans));
          global_timeout = test.globalTimeout;
          test_script = toString scriptFile;
        };

        requiredFeatures = all (node: backends.${node.backend}.requiredFeatures node);
        devices = all (node: backends.${node.backend}.devices);
        variables = mapAttrs (name: node: names.variable name) test.nodes;
        interfaces = mapAttrs (name: node: network.interfaces node.vlans numbers.${name}) test.nodes;
        hosts = network.hosts test.nodes;
      };
}
