let
  types = import ../types.nix;
  guests = import ../guests.nix;
in
{
  # There is no Cloud Hypervisor without KVM.
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
      description = "The Cloud Hypervisor that runs it; the one on the PATH unless given.";
    };
    maxCpus = {
      type = types.wholeNumber 1 254;
      key = "max_cpus";
      default = null;
      description = "How many virtual CPUs it may be given while it runs; as many as it starts with unless given.";
    };
    maxMemory = {
      type = types.wholeNumber 1 4194304;
      key = "max_memory_mib";
      default = null;
      description = "How much memory it may be given while it runs, in MiB; as much as it starts with unless given.";
    };
    hugePages = {
      type = types.oneOf [
        "none"
        "2m"
        "1g"
      ];
      key = "huge_pages";
      default = null;
      description = "The pages of its host that its memory is made of; none unless given, 2m and 1g take a pool of them.";
    };
    landlock = {
      type = types.flag;
      key = "landlock";
      default = null;
      description = "Whether its host's kernel keeps Cloud Hypervisor from all files but the machine's own; not unless given.";
    };
  };

  decided = [ ];
  problems = where: given: [ ];
}
