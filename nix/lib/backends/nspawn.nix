let
  types = import ../types.nix;
  guests = import ../guests.nix;
in
{
  # Root in the sandbox, which a builder gives with a range of user ids.
  requiredFeatures = node: [
    "nixos-test"
    "uid-range"
  ];
  devices = [ "/dev/net/tun" ];

  options = guests.described // {
    startScript = guests.startScript "run-NAME-nspawn";
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
  };

  # Of these a start script decides.
  decided = [
    "image"
    "memory"
    "cpus"
    "writeToDirectory"
    "maxProcesses"
  ];
}
