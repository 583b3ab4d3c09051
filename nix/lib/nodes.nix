# The nodes of a test as they were given, whether by `nodes` or `containers`: where each was written, what runs it unless it says
# otherwise, and its own options over the test's defaults.
{ backends, options }:
let
  inherit (builtins) attrNames elem filter isAttrs isString listToAttrs map mapAttrs;

  # What the options of a test say of all its nodes.
  general =
    test:
    (if test.memory == null then { } else { inherit (test) memory; })
    // (if test.vcpus == null then { } else { cpus = test.vcpus; })
    // (if test.enableNetwork then { } else { vlans = [ ]; })
    // (if test.hugePages then { hugePages = "2m"; } else { })
    // test.defaults;

  node =
    test: usual: prefix: name: given:
    let
      own = if isAttrs given then given else { };
      defaults = general test;
      backend = own.backend or defaults.backend or usual;
      kind = if isString backend then backends.${backend} or null else null;
      declared = options.node // (if kind == null then { } else kind.options);
      decided = if kind != null && (own.startScript or null) != null then kind.decided else [ ];
      # A node takes no default of what it does not know, or does not decide.
      fitting = filter (option: declared ? ${option} && !(elem option decided)) (attrNames defaults);
    in
    {
      inherit backend declared decided;
      where = "${prefix}.${name}";
      given =
        if isAttrs given then
          listToAttrs (
            map (name: {
              inherit name;
              value = defaults.${name};
            }) fitting
          )
          // own
        else
          given;
    };
in
test:
mapAttrs (node test test.backend "nodes") test.nodes // mapAttrs (node test "nspawn" "containers") test.containers
