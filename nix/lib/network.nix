# Who gets which number, address and name: as Espalier itself gives them.
let
  inherit (builtins) attrNames concatLists concatStringsSep elemAt filter foldl' genList head length listToAttrs map toString;

  hexDigits = [ "0" "1" "2" "3" "4" "5" "6" "7" "8" "9" "a" "b" "c" "d" "e" "f" ];
  hexByte = byte: elemAt hexDigits (byte / 16) + elemAt hexDigits (byte - byte / 16 * 16);
  hexWord = word: "${hexByte (word / 256)}:${hexByte (word - word / 256 * 256)}";
  contains = list: element: builtins.elem element list;
in
rec {
  largestMachine = 253;
  largestVlan = 254;

  # NAME -> number: those that are given none get the lowest that are free, in alphabetical order.
  numbers =
    nodes:
    let
      given = filter (number: number != null) (map (name: nodes.${name}.number) (attrNames nodes));
      next = number: if contains given number then next (number + 1) else number;
      step =
        { free, all }:
        name:
        if nodes.${name}.number != null then
          {
            inherit free;
            all = all // { ${name} = nodes.${name}.number; };
          }
        else
          {
            free = next (free + 1);
            all = all // { ${name} = free; };
          };
    in
    (foldl' step {
      free = next 1;
      all = { };
    } (attrNames nodes)).all;

  ipv4 = vlan: number: "192.168.${toString vlan}.${toString number}";
  ipv6 = vlan: number: "2001:db8:${toString vlan}::${toString number}";

  # Locally administered, and different for every machine of a VLAN.
  mac = vlan: number: "52:54:${hexWord vlan}:${hexWord number}";

  # The interfaces of a node, its first VLAN's first.
  interfaces =
    vlans: number:
    genList (
      index:
      let
        vlan = elemAt vlans index;
      in
      {
        inherit vlan;
        name = "eth${toString index}";
        mac = mac vlan number;
        ipv4 = ipv4 vlan number;
        ipv6 = ipv6 vlan number;
      }
    ) (length vlans);

  # The lines of /etc/hosts: every node that is on a network, at its addresses on its first one.
  hosts =
    nodes:
    let
      number = numbers nodes;
      lines =
        name:
        let
          vlan = head nodes.${name}.vlans;
        in
        [
          "${ipv4 vlan number.${name}} ${name}"
          "${ipv6 vlan number.${name}} ${name}"
        ];
    in
    concatStringsSep "\n" (
      concatLists (map lines (filter (name: nodes.${name}.vlans != [ ]) (attrNames nodes)))
    );
}
