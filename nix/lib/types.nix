# What the value of an option may be: a description for a person, and whether a value is one.
let
  inherit (builtins) all concatStringsSep elem isAttrs isBool isInt isList isPath isString isFunction match;
in
rec {
  text = {
    description = "text";
    check = value: isString value && value != "";
  };

  flag = {
    description = "true or false";
    check = isBool;
  };

  file = {
    description = "path";
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

  script = {
    description = "Java statements, or a function of `{ nodes }` that gives them";
    check = value: isString value || isFunction value;
  };
}
