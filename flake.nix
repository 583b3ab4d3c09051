{
  description = "Boots real machines, runs a test against them, and leaves nothing behind";

  inputs.nixpkgs.url = "nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      espalier = import ./nix/lib;
      forSystems =
        of:
        builtins.listToAttrs (
          map
            (system: {
              name = system;
              value = of nixpkgs.legacyPackages.${system};
            })
            [
              "x86_64-linux"
              "aarch64-linux"
            ]
        );
      ownOf = import ./nix/package/nixpkgs.nix;
    in
    {
      lib = espalier;

      packages = forSystems (
        pkgs:
        let
          own = ownOf pkgs;
        in
        {
          default = own.command;
          espalier = own.command;
          jdk = own.runtime;
        }
      );

      overlays = {
        # The command as `pkgs.espalier`, and tests of these pkgs by `pkgs.espalier.makeTest`.
        default = final: prev: {
          espalier = (ownOf final).command // {
            makeTest = test: espalier.makeTest ({ pkgs = final; } // test);
          };
        };

        # It runs what NixOS's own framework makes of tests: `pkgs.testers.runNixOSTest`.
        driver = final: prev: { nixos-test-driver = (ownOf final).command; };
      };

      nixosModules = {
        default = import ./nix/nixos/guest.nix;
        guest = import ./nix/nixos/guest.nix;
        options = import ./nix/nixos/options.nix;
      };

      templates.default = {
        path = ./nix/template;
        description = "A test of two NixOS machines";
      };

      checks = forSystems (pkgs: {
        hello = espalier.makeTest {
          inherit pkgs;
          name = "hello";
          nodes = {
            client = { };
            server =
              { pkgs, ... }:
              {
                networking.firewall.allowedTCPPorts = [ 80 ];
                systemd.services.hello = {
                  wantedBy = [ "multi-user.target" ];
                  script = "cd /etc && ${pkgs.busybox}/bin/httpd -f -p 80 -h /etc";
                };
              };
          };
          testScript = ''
            startAll();
            server.waitForOpenPort(80);
            client.succeed("curl --fail http://server/hostname");
          '';
        };
      });

      devShells = forSystems (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.jdk25_headless
            pkgs.maven
            pkgs.shellcheck
            pkgs.nixfmt
          ];
        };
      });

      formatter = forSystems (pkgs: pkgs.nixfmt);
    };
}
