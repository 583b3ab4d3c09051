# Assertions by their names, each as ./equal.nix has it, on what needs nothing but Nix.
let
  inherit (builtins) elemAt head readFile split;
  equal = import ./equal.nix;
in
import ./plans.nix
// import ./problems.nix
// {
  pageHasTheOptions =
    let
      after = elemAt (split "<!-- the options, by nix/tests/run --page -->\n" (readFile ../README.md)) 2;
    in
    equal (head (split "\n<!-- end of the options -->" after)) (import ../lib/manual.nix);
}
