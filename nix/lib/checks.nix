# All that is wrong with the arguments of a test, one sentence each.
{
  backends,
  options,
  completed,
  nodesOf,
}:
let
  inherit (builtins) all attrNames attrValues concatLists concatStringsSep elem filter foldl' isAttrs isString length map toJSON typeOf;
  names = import ./names.nix;
  inherit (import ./network.nix) largestMachine;

  shown =
    value:
    if elem (typeOf value) [ "string" "int" "bool" "null" "list" ] then
      toJSON value
    else
      "a ${typeOf value}";

  unknown =
    where: known: given:
    map (name: "there is no option ${where}${name}; there are ${concatStringsSep ", " known}") (
      filter (name: !(elem name known)) (attrNames given)
    );

  wrong =
    where: declared: given:
    map (name: "${where}${name} is ${shown given.${name}}, and has to be: ${declared.${name}.type.description}") (
      filter (name: declared ? ${name} && !(declared.${name}.type.check given.${name})) (attrNames given)
    );

  # What is wrong with one set of options.
  ofOptions =
    where: declared: given:
    let
      absent = filter (name: !(declared.${name} ? default) && !(given ? ${name})) (attrNames declared);
    in
    unknown where (attrNames declared) given
    ++ map (name: "${where}${name} is missing: ${declared.${name}.description}") absent
    ++ wrong where declared given;

  # Each has to be an option of some node.
  ofDefaults =
    defaults:
    let
      known = foldl' (all: backend: all // backend.options) options.node (attrValues backends);
    in
    unknown "defaults." (attrNames known) defaults ++ wrong "defaults." known defaults;
  ofNode =
    {
      where,
      backend,
      declared,
      decided,
      given,
    }:
    if !isAttrs given then
      [ "${where} is ${shown given}, and has to be: attribute set" ]
    else if !isString backend || !(backends ? ${backend}) then
      [
        "${where} is to run on ${shown backend}, and there are the backends ${concatStringsSep ", " (attrNames backends)}"
      ]
    else
      ofOptions "${where}." declared given
      ++ map (option: "${where}.${option} has no effect: startScript decides that") (
        filter (option: (given.${option} or null) != null) decided
      )
      ++ backends.${backend}.problems where given;

  twice =
    nodes:
    let
      number = name: (if isAttrs nodes.${name}.given then nodes.${name}.given else { }).number or null;
      others = name: filter (other: other < name && number other == number name) (attrNames nodes);
    in
    concatLists (
      map (
        name:
        if number name == null then
          [ ]
        else
          map (other: "${nodes.${name}.where} has the number of ${nodes.${other}.where}: ${toString (number name)}") (
            others name
          )
      ) (attrNames nodes)
    );

  ofNodes =
    test:
    let
      nodes = nodesOf test;
    in
    (if nodes == { } then [ "a test has at least one node" ] else [ ])
    ++ (
      if length (attrNames nodes) > largestMachine then
        [ "a test has at most ${toString largestMachine} nodes" ]
      else
        [ ]
    )
    ++ map (name: "containers.${name}: there is a node of that name") (
      filter (name: test.nodes ? ${name}) (attrNames test.containers)
    )
    ++ names.problems nodes
    ++ concatLists (map ofNode (attrValues nodes))
    ++ twice nodes;
in
given:
let
  own = ofOptions "" options.test given;
  test = completed given;
in
own
++ (
  # With these of another kind, there is nothing to be said of nodes.
  if all (set: isAttrs test.${set}) [ "nodes" "containers" "defaults" ] then
    ofDefaults test.defaults ++ (if given ? nodes || given ? containers then ofNodes test else [ ])
  else
    [ ]
)
++ (
  if test.enableOCR && isAttrs test.host && !(test.host ? ocr) then
    [ "enableOCR needs host.ocr: the PATH with tesseract" ]
  else
    [ ]
)
++ (if test.splitStore == true then [ "splitStore needs pkgs, and nodes that are NixOS configurations" ] else [ ])
