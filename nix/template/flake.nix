{
  description = "A test of two NixOS machines";

  inputs = {
    nixpkgs.url = "nixpkgs/nixos-unstable";
    # Where Espalier's source tree is.
    espalier.url = "path:./espalier";
    espalier.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs =
    { nixpkgs, espalier, ... }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      # nix flake check runs it, nix run .#checks.x86_64-linux.web.driverInteractive lets you drive it by hand.
      checks.x86_64-linux.web = espalier.lib.makeTest {
        inherit pkgs;
        name = "web";

        nodes = {
          server = {
            services.nginx.enable = true;
            networking.firewall.allowedTCPPorts = [ 80 ];
          };
          client = { };
        };

        testScript = ''
          startAll();
          server.waitForUnit("nginx.service");
          client.succeed("curl --fail http://server/");

          // What other tools cannot do: pull the plug, and see that it comes back.
          server.crash();
          server.waitForOpenPort(80);
          client.succeed("curl --fail http://server/");
        '';
      };
    };
}
