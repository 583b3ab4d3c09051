{
  requiredFeatures = node: [ "nixos-test" ];
  devices = [ ];
  options = { };
  decided = [ ];

  problems =
    where: given:
    if (given.vlans or null) == [ ] then
      [ ]
    else
      [ "${where}: the backend local has no networks; give it vlans = [ ]" ];
}
