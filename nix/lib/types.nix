# What the value of an option may be: a description for a person, and whether a value is one.
let
  inherit (builtins) all concatStringsSep elem isAttrs isBool isInt isList isPath isString isFunction match;
in
rec {
  text = {
    description = "text";
    check = value: isString value && value != "";
  };

  # What may be part of a store path.
  name = {
    description = "name of letters, digits and `+-._?=`, beginning with a letter or digit";
    check = value: isString value && match "[0-9A-Za-z][0-9A-Za-z+._?=-]*" value != null;
  };

  flag = {
    description = "true or false";
    check = isBool;
  };

  # A file of the builder's, not copied to the store.
  file = {
    description = "path";
    configured = toString;
    check = value: isPath value || isString value && value != "";
  };

  attributes = {
    description = "attribute set";
    check = isAttrs;
  };

  wholeNumber = least: most: {
    description = "whole number from ${toString least} to ${toString most}";
    check = value: isInt value && value >= least && value <= most;
  };

  oneOf = words: {
    description = "one of ${concatStringsSep ", " words}";
    check = value: elem value words;
  };

  listOf = element: {
    description = "list, each a ${element.description}";
    check = value: isList value && all element.check value;
  };

  optional = type: {
    inherit (type) description;
    check = value: value == null || type.check value;
  };

  image = {
    description = "`\"tiny\"`, `\"debian\"`, or a set with `debian`, `kernel` and `initrd`, or `directory`";
    check =
      value:
      elem value [
        "tiny"
        "debian"
      ]
      || isAttrs value && (value ? debian || value ? directory || value ? kernel && value ? initrd);
  };

  host = {
    description = "set with `system`, `shell`, `path` and `espalier`";
    check = value: isAttrs value && all (needed: value ? ${needed}) [ "system" "shell" "path" "espalier" ];
  };

  script = {
    description = "Java statements, or a function of `{ nodes, containers }` that gives them";
    check = value: isString value || isFunction value;
  };
}
