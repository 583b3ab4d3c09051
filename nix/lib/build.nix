# A derivation by a shell's commands, which find `environment` as variables. Texts that are too long for those they find as files
# that `passAsFile` names.
host: name: environment: commands:
derivation (
  environment
  // {
    inherit name;
    inherit (host) system;
    builder = host.shell;
    # Not the last command ends the build: Nix kills what has closed its outputs, as programs do shortly before they exit.
    args = [
      "-euc"
      "${commands}\nexit 0"
    ];
    PATH = host.path;
  }
)
