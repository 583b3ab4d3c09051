# What the backends of microVMs have in common: there is none without KVM, and each runs a program of its own.
#
# monitor  what the program is called
# pages    which kinds of pages a machine's memory may be made of
# pooled   which of them the host has a pool of, as a sentence goes on
{
  monitor,
  pages,
  pooled,
}:
let
  types = import ./types.nix;
  guests = import ./guests.nix;
in
{
  requiredFeatures = node: [
    "nixos-test"
    "kvm"
  ];
  devices = [
    "/dev/net/tun"
    "/dev/kvm"
  ];

  options = guests.described // {
    inherit (guests) kernelParameters;
    balloon = {
      type = types.wholeNumber 0 1048576;
      key = "balloon_mib";
      default = null;
      description = "How many MiB of its memory it gives back; no balloon unless given.";
    };
    diskRate = {
      type = types.wholeNumber 1 1048576;
      key = "disk_mib_per_second";
      default = null;
      description = "How many MiB of its disk it may read and write in a second; unlimited unless given.";
    };
    networkRate = {
      type = types.wholeNumber 1 1048576;
      key = "network_mib_per_second";
      default = null;
      description = "How many MiB it may send, and receive, by each interface in a second; unlimited unless given.";
    };
    hugePages = {
      type = types.oneOf pages;
      key = "huge_pages";
      default = null;
      description = "The pages of its host that its memory is made of; none unless given, ${pooled} a pool of them.";
    };
    program = {
      type = types.file;
      key = "program";
      default = null;
      description = "The ${monitor} that runs it; the one on the PATH unless given.";
    };
  };
}
