# The options of a test's nodes as those of a NixOS configuration: `virtualisation.espalier`. One that is null is not given.
{ lib, ... }:
let
  espalier = import ../lib;
  declared = lib.foldl' (all: backend: all // backend.options) espalier.options.node (
    lib.attrValues espalier.backends
  );

  asOption =
    option:
    lib.mkOption {
      inherit (option) description;
      type = lib.types.nullOr (
        lib.mkOptionType {
          name = "espalier";
          inherit (option.type) description check;
          merge = lib.mergeEqualOption;
        }
      );
      default = null;
    };
in
{
  options.virtualisation.espalier = lib.mapAttrs (_: asOption) declared // {
    site = lib.mkOption {
      type = lib.types.attrsOf lib.types.anything;
      default = { };
      internal = true;
      description = "What the test says of this node: its interfaces and all nodes' lines of `/etc/hosts`.";
    };
  };
}
