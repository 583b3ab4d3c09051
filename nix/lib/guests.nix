# Options that several backends have, each declared once.
let
  types = import ./types.nix;
in
{
  # What is said of a machine that is described, not started by a script of its own.
  described = {
    image = {
      type = types.image;
      key = "image";
      default = null;
      description = "What it boots, or the system it runs; `\"tiny\"` unless given.";
    };
    memory = {
      type = types.wholeNumber 32 4194304;
      key = "memory_mib";
      default = null;
      description = "Memory in MiB, its own or the most it may use of its host's; 384 unless given.";
    };
    cpus = {
      type = types.wholeNumber 1 255;
      key = "cpus";
      default = null;
      description = "Virtual CPUs, or how many of its host's it may keep busy; 1 unless given.";
    };
  };

  kernelParameters = {
    type = types.listOf types.text;
    key = "kernel_parameters";
    default = null;
    description = "Added to its kernel's command line.";
  };

  startScript = program: {
    type = types.file;
    key = "start_script";
    default = null;
    description = "NixOS's `${program}`, which decides what the machine is.";
  };
}
