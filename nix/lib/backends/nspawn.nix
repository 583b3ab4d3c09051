let
  types = import ../types.nix;
in
{
  # Root in the sandbox, which a builder gives with a range of user ids.
  requiredFeatures = node: [
    "nixos-test"
    "uid-range"
  ];
  devices = [ "/dev/net/tun" ];

  options = {
    image = {
      type = types.image;
      key = "image";
      default = null;
      description = "The system it runs; `\"tiny\"` unless given.";
    };
    memory = {
      type = types.wholeNumber 32 4194304;
      key = "memory_mib";
      default = null;
      description = "The most memory it may use, in MiB; 384 unless given.";
    };
    cpus = {
      type = types.wholeNumber 1 255;
      key = "cpus";
      default = null;
      description = "How many processors it may keep busy; 1 unless given.";
    };
    writeToDirectory = {
      type = types.flag;
      key = "write_to_directory";
      default = null;
      description = "Whether it writes to the directory that is its image.";
    };
    maxProcesses = {
      type = types.wholeNumber 1 4194304;
      key = "max_processes";
      default = null;
      description = "The most processes it may have.";
    };
    startScript = {
      type = types.file;
      key = "start_script";
      default = null;
      description = "NixOS's `run-NAME-nspawn`, which decides on all but number and VLANs.";
    };
  };

  problems = name: given: [ ];
}
