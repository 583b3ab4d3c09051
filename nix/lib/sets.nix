# What Nix's builtins leave out.
let
  inherit (builtins) attrNames elem filter foldl' listToAttrs map;
in
{
  # Each element once, where it comes first.
  unique = foldl' (known: one: if elem one known then known else known ++ [ one ]) [ ];

  # The attributes whose names are wanted.
  select = wanted: set: listToAttrs (map (name: { inherit name; value = set.${name}; }) (filter wanted (attrNames set)));
}
