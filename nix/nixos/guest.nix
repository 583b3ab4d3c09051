# What a NixOS needs as a guest of Espalier's that boots by a kernel and an initramfs, from an image of its store: shells for
# the driver, the addresses that its site says, and nothing that waits for what never comes.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (config.virtualisation.espalier) site;
  backend =
    if config.virtualisation.espalier.backend == null then "qemu" else config.virtualisation.espalier.backend;

  # What finds disk and network.
  usual = [
    "virtio_pci"
    "virtio_blk"
    "virtio_net"
    "virtio_rng"
  ];
  # And the shell.
  modules =
    {
      qemu = usual ++ [
        "virtio_mmio"
        "virtio_console"
      ];
      firecracker = usual ++ [
        "virtio_mmio"
        "vmw_vsock_virtio_transport"
      ];
      cloud-hypervisor = usual ++ [ "vmw_vsock_virtio_transport" ];
    }
    .${backend} or (throw "espalier: what the backend ${backend} runs boots no NixOS by a kernel of its own");

  bash = "${pkgs.bashInteractive}/bin/bash --norc --noprofile";
  shell = {
    USER = "root";
    HOME = "/root";
    PAGER = "";
  };
  early = {
    DefaultDependencies = false;
    Conflicts = "shutdown.target";
    Before = "shutdown.target";
  };
in
{
  imports = [ ./options.nix ];

  boot = {
    loader.grub.enable = false;
    initrd = {
      availableKernelModules = [
        "erofs"
        "overlay"
      ]
      ++ modules;
      kernelModules = modules;
      # Something is appended to it.
      compressor = "cat";
    };
    kernelParams = [
      "panic=-1"
      "boot.panic_on_fail"
    ];
  };

  # The store is an image; what is written lies in memory.
  fileSystems = {
    "/" = {
      fsType = "tmpfs";
      options = [ "mode=0755" ];
    };
    "/nix/.ro-store" = {
      device = "/dev/vda";
      fsType = "erofs";
      options = [ "ro" ];
      neededForBoot = true;
    };
    "/nix/store" = {
      overlay = {
        lowerdir = [ "/nix/.ro-store" ];
        upperdir = "/nix/.rw-store/upper";
        workdir = "/nix/.rw-store/work";
      };
      neededForBoot = true;
    };
  };

  networking = {
    usePredictableInterfaceNames = false;
    useDHCP = false;
    dhcpcd.enable = false;
    extraHosts = site.hosts or "";
    interfaces = lib.listToAttrs (
      map (
        interface:
        lib.nameValuePair interface.name {
          ipv4.addresses = [
            {
              address = interface.ipv4;
              prefixLength = 24;
            }
          ];
          ipv6.addresses = [
            {
              address = interface.ipv6;
              prefixLength = 64;
            }
          ];
        }
      ) (site.interfaces or [ ])
    );
  }
  // lib.optionalAttrs (site ? name) { hostName = lib.mkDefault site.name; };

  systemd = {
    # Nobody else can have the addresses: nothing need wait a second for the kernel to ask.
    network.wait-online.enable = false;
    services = {
      # The contract of NixOS's own tests.
      backdoor = {
        description = "Root shell of the test driver";
        wantedBy = [ "sysinit.target" ];
        unitConfig = early // {
          ConditionPathExists = "/dev/hvc0";
        };
        environment = shell;
        script = ''
          cd /tmp
          exec </dev/hvc0 >/dev/hvc0 2>/dev/console
          stty raw -echo
          echo "Spawning backdoor root shell..."
          PS1= exec ${bash} /dev/hvc0
        '';
        serviceConfig = {
          Restart = "always";
          KillSignal = "SIGHUP";
        };
      };
      "vsock-shell@" = {
        description = "Root shell of the test driver, by vsock";
        unitConfig = early;
        environment = shell;
        serviceConfig = {
          ExecStart = bash;
          WorkingDirectory = "/tmp";
          StandardInput = "socket";
          StandardOutput = "socket";
          StandardError = "socket";
          KillSignal = "SIGHUP";
        };
      };
      "serial-getty@hvc0".enable = false;
    };
    sockets.vsock-shell = {
      description = "Root shells of the test driver, by vsock";
      wantedBy = [ "sysinit.target" ];
      unitConfig = early // {
        ConditionPathExists = [
          "/dev/vsock"
          "!/dev/hvc0"
        ];
      };
      socketConfig = {
        ListenStream = "vsock::1234";
        Accept = true;
        MaxConnections = 256;
      };
    };
  };

  boot.kernel.sysctl = {
    "net.ipv6.conf.all.accept_dad" = 0;
    "net.ipv6.conf.default.accept_dad" = 0;
  };
  documentation.enable = lib.mkDefault false;
  # Nothing of it outlives a test.
  system.stateVersion = lib.mkOverride 1200 lib.trivial.release;
  users.users.root.initialHashedPassword = lib.mkOverride 150 "";
}
