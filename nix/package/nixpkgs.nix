# The command, and the host that tests are built with, of nixpkgs.
pkgs:
let
  inherit (pkgs.lib) makeBinPath;
  system = pkgs.stdenv.hostPlatform.system;
  jdk = pkgs.jdk25_headless;

  host = {
    inherit system;
    shell = "${pkgs.bash}/bin/bash";
    path = makeBinPath [
      pkgs.coreutils
      pkgs.findutils
      pkgs.gnused
      pkgs.gnutar
      pkgs.gzip
    ];
  };

  library =
    { path, hash }:
    pkgs.fetchurl {
      inherit hash;
      name = baseNameOf path;
      url = "mirror://maven/${path}";
    };

  # What ../../build-tools/host-packages has, by nixpkgs's names, and what shells need. There is no mmdebstrap: of images by
  # Debian's packages a host makes what its PATH has the programs for.
  tools = [
    pkgs.qemu_kvm
    pkgs.e2fsprogs
    pkgs.kmod
    pkgs.iproute2
    pkgs.nftables
    pkgs.socat
    pkgs.util-linux
    pkgs.hostname
    pkgs.systemd
    pkgs.shadow
    pkgs.vde2
    pkgs.bash
    pkgs.coreutils
    pkgs.findutils
    pkgs.gnugrep
    pkgs.gnused
    pkgs.gnutar
    pkgs.gzip
  ];

  packageWith =
    tools:
    import ./. {
      inherit host jdk;
      jars = import ./jars.nix {
        inherit host jdk;
        libraries = map library (builtins.fromJSON (builtins.readFile ./libraries.json));
      };
      tools = makeBinPath tools;
    };
  package = packageWith tools;

  # NixOS's test framework overrides its driver's package by what a test needs. Containers need nothing more here, and Python's
  # packages are of no use.
  overridable =
    needs@{
      enableOCR ? false,
      ...
    }:
    (if enableOCR then packageWith (tools ++ [ pkgs.tesseract ]) else package).command
    // {
      override = change: overridable (needs // change);
    };
in
{
  command = overridable { };
  inherit (package) runtime;

  host = host // {
    espalier = package.command;
    ocr = makeBinPath [ pkgs.tesseract ];
  };
}
