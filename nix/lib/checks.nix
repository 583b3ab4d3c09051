# All that is wrong with the arguments of a test, one sentence each.
{ backends, options }:
let
  inherit (builtins) attrNames concatLists concatStringsSep filter isAttrs isString length map toJSON typeOf;
  names = import ./names.nix;

  shown =
    value:
    if builtins.elem (typeOf value) [ "string" "int" "bool" "null" "list" ] then
      toJSON value
    else
      "a ${typeOf value}";

  # What is wrong with one set of options.
  ofOptions =
    where: declared: given:
    let
      unknown = filter (name: !(declared ? ${name})) (attrNames given);
      absent = filter (name: !(declared.${name} ? default) && !(given ? ${name})) (attrNames declared);
      wrong = filter (name: declared ? ${name} && !(declared.${name}.type.check given.${name})) (attrNames given);
    in
    map (name: "there is no option ${where}${name}; there are ${concatStringsSep ", " (attrNames declared)}") unknown
    ++ map (name: "${where}${name} is missing: ${declared.${name}.description}") absent
    ++ map (
      name: "${where}${name} is ${shown given.${name}}, and has to be: ${declared.${name}.type.description}"
    ) wrong;

  ofNode =
    test: name:
    let
      given = test.nodes.${name};
      backend = given.backend or test.backend or options.test.backend.default;
      kind = backends.${backend};
    in
    if !isAttrs given then
      [ "nodes.${name} is ${shown given}, and has to be: attribute set" ]
    else if !isString backend || !(backends ? ${backend}) then
      [
        "nodes.${name} is to run on ${shown backend}, and there are the backends ${concatStringsSep ", " (attrNames backends)}"
      ]
    else
      ofOptions "nodes.${name}." (options.node // kind.options) given ++ kind.problems name given;

  twice =
    nodes:
    let
      number = name: (if isAttrs nodes.${name} then nodes.${name} else { }).number or null;
      others = name: filter (other: other < name && number other == number name) (attrNames nodes);
    in
    concatLists (
      map (
        name:
        if number name == null then
          [ ]
        else
          map (other: "nodes.${name} has the number of nodes.${other}: ${toString (number name)}") (others name)
      ) (attrNames nodes)
    );
in
test:
let
  nodes = if isAttrs (test.nodes or null) then test.nodes else { };
in
ofOptions "" options.test test
++ (if test ? nodes && nodes == { } then [ "a test has at least one node" ] else [ ])
++ (if length (attrNames nodes) > 253 then [ "a test has at most 253 nodes" ] else [ ])
++ names.problems nodes
++ concatLists (map (ofNode test) (attrNames nodes))
++ twice nodes
