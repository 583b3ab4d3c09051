let
  types = import ../types.nix;
  guests = import ../guests.nix;
in
{
  # What a builder has to have. KVM is used where it works, and is not waited for.
  requiredFeatures = node: [ "nixos-test" ] ++ (if node.accelerator == "kvm" then [ "kvm" ] else [ ]);
  devices = [ "/dev/net/tun" ];

  options = guests.described // {
    inherit (guests) kernelParameters;
    startScript = guests.startScript "run-NAME-vm";
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
  };

  # Of these a start script decides.
  decided = [
    "image"
    "memory"
    "cpus"
    "machineType"
    "watchdog"
    "firmware"
  ];
}
