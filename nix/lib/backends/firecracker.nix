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
    inherit (guests)
      kernelParameters
      balloon
      diskRate
      networkRate
      ;
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
    pci = {
      type = types.flag;
      key = "pci";
      default = null;
      description = "Whether devices are on a PCI bus; on MMIO unless given.";
    };
    metadata = {
      type = types.file;
      key = "mmds";
      default = null;
      description = "A file with a JSON object that the guest may read at 169.254.169.254; no such service unless given.";
    };
    jailer = {
      type = types.file;
      key = "jailer";
      default = null;
      description = "The jailer of Firecracker's release, which confines it; takes root. Not confined unless given.";
    };
    jailUser = {
      type = types.wholeNumber 1 2147483647;
      key = "jail_user";
      default = null;
      description = "The number of the user and group that a jailed Firecracker runs as; its own unless given.";
    };
    hostMemory = {
      type = types.wholeNumber 32 4194304;
      key = "host_memory_mib";
      default = null;
      description = "How many MiB Firecracker may take of its host in all, with its guest's; unlimited unless given.";
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
