# The options as a page has them: a table for each set.
let
  inherit (builtins) attrNames concatStringsSep map replaceStrings toJSON;
  espalier = import ./.;

  shownDefault =
    option:
    if !(option ? default) then
      "none, has to be given"
    else if option.default == null then
      "not given"
    else
      "`${toJSON option.default}`";

  row =
    name: option:
    "| `${name}` | ${replaceStrings [ "|" ] [ "\\|" ] option.type.description} | ${shownDefault option} | ${option.description} |";

  table =
    title: options:
    concatStringsSep "\n" (
      [
        "### ${title}"
        ""
        "| option | type | default | |"
        "|---|---|---|---|"
      ]
      ++ map (name: row name options.${name}) (attrNames options)
    );

  ofBackend = name: table "Nodes of the backend ${name}" espalier.backends.${name}.options;
in
concatStringsSep "\n\n" (
  [
    (table "A test" espalier.options.test)
    (table "Every node" espalier.options.node)
  ]
  ++ map ofBackend (builtins.filter (name: espalier.backends.${name}.options != { }) (attrNames espalier.backends))
)
