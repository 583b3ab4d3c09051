# The command as a package, of its jars. Needs nothing but Nix itself and what it is given to build with.
#
# host   what builds: `system`, `shell` (a bash) and `path` (the PATH with coreutils and sed)
# jdk    a JDK
# jars   a directory with the command's jars and those that it needs
# tools  the PATH with the programs that it calls, such as QEMU
{
  host,
  jdk,
  jars,
  tools,
}:
let
  build = import ../lib/build.nix host;

  # What the jars need, what test scripts are compiled by, and what the prompt is made of.
  modules = [
    "java.base"
    "java.desktop"
    "java.logging"
    "java.management"
    "java.naming"
    "java.net.http"
    "java.rmi"
    "java.security.jgss"
    "java.sql"
    "jdk.compiler"
    "jdk.crypto.ec"
    "jdk.jfr"
    "jdk.jshell"
    "jdk.unsupported"
    "jdk.zipfs"
  ];
in
rec {
  runtime = build "espalier-jdk" { } ''
    ${jdk}/bin/jlink --add-modules ${builtins.concatStringsSep "," modules} --output "$out" \
      --no-header-files --no-man-pages --strip-java-debug-attributes --generate-cds-archive
  '';

  # Beside it stands what NixOS's test framework calls of a driver's package: to run a test, and to tell a linter of Python which
  # names there are. The class archive knows jars by their times, which Nix sets to 1 in its store.
  command = build "espalier" {
    inherit jars;
    launcher = ../../build-tools/launcher.bash;
    program = ./espalier.bash;
    driver = ''
      #!${host.shell}
      exec @out@/bin/espalier driver "$@"
    '';
    symbols = ''
      #!${host.shell}
      : >driver-symbols
    '';
    passAsFile = [
      "driver"
      "symbols"
    ];
  } ''
    mkdir -p "$out/bin" "$out/share/espalier"
    cp "$jars"/*.jar "$launcher" "$out/share/espalier"
    mv "$out/share/espalier/''${launcher##*/}" "$out/share/espalier/launcher.bash"
    touch -d @1 "$out"/share/espalier/*.jar
    sed -e "s|@out@|$out|g" -e 's|@shell@|${host.shell}|; s|@runtime@|${runtime}|; s|@tools@|${tools}|' "$program" >"$out/bin/espalier"
    sed "s|@out@|$out|" "$driverPath" >"$out/bin/nixos-test-driver"
    cp "$symbolsPath" "$out/bin/generate-driver-symbols"
    chmod +x "$out"/bin/*
    "$out/bin/espalier" --version
  '';
}
