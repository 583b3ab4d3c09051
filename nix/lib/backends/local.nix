{
  requiredFeatures = node: [ "nixos-test" ];
  devices = [ ];
  options = { };

  problems =
    name: given:
    if (given.vlans or null) == [ ] then
      [ ]
    else
      [ "nodes.${name}: the backend local has no networks; give it vlans = [ ]" ];
}
