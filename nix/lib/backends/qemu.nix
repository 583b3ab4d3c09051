let
  types = import ../types.nix;
in
{
  # What a builder has to have. KVM is used where it works, and is not waited for.
  requiredFeatures = node: [ "nixos-test" ] ++ (if node.accelerator == "kvm" then [ "kvm" ] else [ ]);
  devices = [ "/dev/net/tun" ];

  options = {
    image = {
      type = types.image;
      key = "image";
      default = null;
      description = "What it boots; `\"tiny\"` unless given.";
    };
    memory = {
      type = types.wholeNumber 32 4194304;
      key = "memory_mib";
      default = null;
      description = "Memory in MiB; 384 unless given.";
    };
    cpus = {
      type = types.wholeNumber 1 255;
      key = "cpus";
      default = null;
      description = "Virtual CPUs; 1 unless given.";
    };
    machineType = {
      type = types.oneOf [
        "q35"
        "pc"
        "microvm"
      ];
      key = "machine_type";
      default = null;
      description = "The board; q35 unless given.";
    };
    accelerator = {
      type = types.oneOf [
        "auto"
        "kvm"
        "tcg"
      ];
      key = "accelerator";
      default = null;
      description = "What runs its processors; KVM if that works, unless given.";
    };
    kernelParameters = {
      type = types.listOf types.text;
      key = "kernel_parameters";
      default = null;
      description = "Added to its kernel's command line.";
    };
    watchdog = {
      type = types.oneOf [
        "i6300esb"
        "ib700"
      ];
      key = "watchdog";
      default = null;
      description = "The model of its watchdog; none unless given.";
    };
    firmware = {
      type = types.oneOf [
        "bios"
        "uefi"
      ];
      key = "firmware";
      default = null;
      description = "What its board starts with; bios unless given.";
    };
    startScript = {
      type = types.file;
      key = "start_script";
      default = null;
      description = "NixOS's `run-NAME-vm`, which decides on all but accelerator, kernel parameters, number and VLANs.";
    };
  };

  # Beside a start script these have no effect.
  problems =
    name: given:
    let
      decided = builtins.filter (option: given ? ${option}) [
        "image"
        "memory"
        "cpus"
        "machineType"
        "watchdog"
        "firmware"
      ];
    in
    if given ? startScript then
      map (option: "nodes.${name}.${option} has no effect: startScript decides that") decided
    else
      [ ];
}
