let
  types = import ../types.nix;
  guests = import ../guests.nix;
in
{
  # There is no Firecracker without KVM.
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
    program = {
      type = types.file;
      key = "program";
      default = null;
      description = "The Firecracker that runs it; the one on the PATH unless given.";
    };
    ioEngine = {
      type = types.oneOf [
        "sync"
        "async"
      ];
      key = "io_engine";
      default = null;
      description = "How its disk's file is read and written; sync unless given, async takes io_uring.";
    };
    hugePages = {
      type = types.oneOf [
        "none"
        "transparent"
        "2m"
      ];
      key = "huge_pages";
      default = null;
      description = "The pages of its host that its memory is made of; none unless given, 2m takes a pool of them.";
    };
    balloon = {
      type = types.wholeNumber 0 1048576;
      key = "balloon_mib";
      default = null;
      description = "How many MiB of its memory it gives back; no balloon unless given.";
    };
    pci = {
      type = types.flag;
      key = "pci";
      default = null;
      description = "Whether devices are on a PCI bus; on MMIO unless given.";
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
    metadata = {
      type = types.file;
      key = "mmds";
      default = null;
      description = "A file with a JSON object that the guest may read at 169.254.169.254; no such service unless given.";
    };
    persistentMemory = {
      type = types.file;
      key = "pmem";
      default = null;
      description = "A file that the guest has as /dev/pmem0, for reading; none unless given.";
    };
  };

  decided = [ ];
  problems = where: given: [ ];
}
