# What a guest boots: NixOS's kernel and initramfs, and an image of its store, compressed.
pkgs:
let
  inherit (pkgs.stdenv) hostPlatform;
in
{
  # The image of the store that these systems need.
  storeOf =
    systems:
    pkgs.runCommand "store.erofs"
      {
        nativeBuildInputs = [
          pkgs.erofs-utils
          pkgs.gnutar
        ];
        closure = pkgs.closureInfo { rootPaths = systems; };
      }
      ''
        tar --create --absolute-names --verbatim-files-from --files-from "$closure/store-paths" \
          --transform 's|^${builtins.storeDir}/||' --hard-dereference --sort name --mtime @1 --owner 0 --group 0 --numeric-owner |
          mkfs.erofs -zlz4hc -T 1 -U 00000000-0000-0000-0000-000000000001 --tar=f "$out"
      '';

  # Firecracker boots an ELF file where others boot what is packed.
  imageOf = config: backend: store: {
    kernel =
      let
        inherit (config.boot.kernelPackages) kernel;
      in
      if backend == "firecracker" && hostPlatform.isx86_64 then
        "${kernel.dev}/vmlinux"
      else
        "${kernel}/${config.system.boot.loader.kernelFile}";
    initrd = "${config.system.build.initialRamdisk}/${config.system.boot.loader.initrdFile}";
    disk = "${store}";
  };

  parametersOf = config: [ "init=${config.system.build.toplevel}/init" ] ++ config.boot.kernelParams;
}
