let
  types = import ../types.nix;
  microvm = import ../microvms.nix {
    monitor = "Firecracker";
    pages = [
      "none"
      "transparent"
      "2m"
    ];
    pooled = "2m takes";
  };
in
microvm
// {
  options = microvm.options // {
    ioEngine = {
      type = types.oneOf [
        "sync"
        "async"
      ];
      key = "io_engine";
      default = null;
      description = "How its disk's file is read and written; sync unless given, async takes io_uring.";
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
}
