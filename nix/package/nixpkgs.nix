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

  package = import ./. {
    inherit host jdk;
    jars = import ./jars.nix {
      inherit host jdk;
      libraries = map library (builtins.fromJSON (builtins.readFile ./libraries.json));
    };
    # What ../../build-tools/host-packages has, by nixpkgs's names, and what shells need.
    tools = makeBinPath [
      pkgs.qemu_kvm
      pkgs.mmdebstrap
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
  };
in
{
  inherit (package) command runtime;

  host = host // {
    espalier = package.command;
    ocr = makeBinPath [ pkgs.tesseract ];
  };
}
