let
  types = import ../types.nix;
  microvm = import ../microvms.nix {
    monitor = "Cloud Hypervisor";
    pages = [
      "none"
      "2m"
      "1g"
    ];
    pooled = "2m and 1g take";
  };
in
microvm
// {
  options = microvm.options // {
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
    landlock = {
      type = types.flag;
      key = "landlock";
      default = null;
      description = "Whether its host's kernel keeps Cloud Hypervisor from all files but the machine's own; not unless given.";
    };
  };
}
