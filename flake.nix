{
  description = "Boots real machines, runs a test against them, and leaves nothing behind";

  outputs =
    { self }:
    {
      lib = import ./nix/lib;
    };
}
