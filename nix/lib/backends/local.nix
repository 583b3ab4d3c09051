{
  requiredFeatures = node: [ "nixos-test" ];
  devices = [ ];
  options = { };

  problems =
    where: given:
    if (given.vlans or null) == [ ] then
      [ ]
    else
      [ "${where}: the backend local has no networks; give it vlans = [ ]" ];
}
