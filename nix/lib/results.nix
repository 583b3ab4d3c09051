# What is built of a test: its script, which compiles; its configuration; its drivers; what is prepared; and its run.
{
  test,
  plan,
  interactive,
}:
let
  inherit (builtins) concatStringsSep map replaceStrings toJSON;
  inherit (test) host name;
  build = import ./build.nix host;
  espalier = "${host.espalier}/bin/espalier";

  quoted = argument: "'" + replaceStrings [ "'" ] [ "'\\''" ] argument + "'";

  # A file of Java statements, if they compile for the test's machines.
  checked =
    file: statements:
    build file
      {
        inherit statements;
        configuration = toJSON (plan.configuration file);
        passAsFile = [
          "statements"
          "configuration"
        ];
      }
      ''
        mkdir ${name}
        cp "$statementsPath" ${name}/${file}
        cp "$configurationPath" ${name}/machines.json
        ${espalier} check --no-host ${name}
        cp ${name}/${file} "$out"
      '';

  configured =
    script:
    build "machines.json" {
      text = toJSON (plan.configuration script);
      passAsFile = [ "text" ];
    } ''cp "$textPath" "$out"'';

  # A test's name is that of the directory of its configuration.
  driverOf =
    config: arguments:
    build "espalier-driver-${name}"
      {
        program = ''
          #!${host.shell}
          ${if test.enableOCR then "PATH=${host.ocr}:$PATH" else ""}
          exec ${espalier} driver --config @out@/share/${name}/machines.json ${concatStringsSep " " (map quoted arguments)} "$@"
        '';
        passAsFile = [ "program" ];
      }
      ''
        mkdir -p "$out/bin" "$out/share/${name}"
        cp ${config} "$out/share/${name}/machines.json"
        sed "s|@out@|$out|" "$programPath" >"$out/bin/nixos-test-driver"
        chmod +x "$out/bin/nixos-test-driver"
      ''
    // {
      # What nix run runs.
      meta.mainProgram = "nixos-test-driver";
    };

  # In a sandbox, where nothing else is there to be seen: snapshots of those before it are its cache.
  runOf =
    derivation: before: driver: after:
    build derivation { requiredSystemFeatures = plan.requiredFeatures; } ''
      # Nix has a terminal of its own, and keeps what is seen on it as lines.
      export XDG_CACHE_HOME=$TMPDIR/cache TERM=dumb
      mkdir "$XDG_CACHE_HOME"
      ${before}
      ${driver}/bin/nixos-test-driver ${after}
    '';
in
rec {
  parts = {
    script = checked "test.java" plan.testScript;
    config = configured parts.script;
    driver = driverOf parts.config test.extraDriverArgs;
    driverInteractive = driverOf interactive.config ([ "--interactive" ] ++ test.interactive.extraDriverArgs or test.extraDriverArgs);
    prepared =
      runOf "vm-test-prepared-${name}" ""
        (driverOf (configured (checked "preparation.java" test.preparation)) test.extraDriverArgs)
        ''
          --output_directory "$TMPDIR/report"
          cp -r "$XDG_CACHE_HOME/espalier" "$out"'';
  };

  run =
    runOf "vm-test-run-${name}"
      (
        if test.preparation == null then
          ""
        else
          ''
            cp -r ${parts.prepared} "$XDG_CACHE_HOME/espalier"
            chmod -R u+w "$XDG_CACHE_HOME"
          ''
      )
      parts.driver
      ''--output_directory "$out"'';
}
