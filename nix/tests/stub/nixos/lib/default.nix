# NixOS's test framework as far as it is asked: each node's start script, and what it says of itself, which is nothing.
{ lib }:
{
  evalTest =
    test:
    let
      config = name: number: {
        virtualisation = {
          vlans = [ 1 ];
          test.nodeNumber = number;
          espalier.backend = null;
        };
        system = {
          inherit name;
          build.vm = "/nix/vm-${name}";
        };
      };
      names = builtins.attrNames test.nodes;
    in
    {
      config = {
        nodes = builtins.listToAttrs (
          builtins.genList (
            index:
            let
              name = builtins.elemAt names index;
            in
            {
              inherit name;
              value = config name (index + 1);
            }
          ) (builtins.length names)
        );
        containers = { };
      };
    };
}
