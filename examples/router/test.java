// eth0 of the router is on the WAN (VLAN 1), where the web server is, and eth1 on the LAN (VLAN 2), where the desk is.
var firewall = """
        #!/bin/sh
        # Whoever is on the LAN may do anything; who is on the WAN nothing, or reach port 80 where a file says so.
        wan=drop
        [ ! -e /etc/remote-administration ] || wan=accept
        nft -f - <<END
        flush ruleset
        table inet filter {
            chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                iifname { lo, eth1 } accept
                iifname eth0 tcp dport 80 $wan
            }
            chain forward {
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                iifname eth1 oifname eth0 accept
            }
        }
        table ip nat {
            chain postrouting {
                type nat hook postrouting priority 100;
                oifname eth0 masquerade
            }
        }
        END
        """;
var firewallService = """
        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/usr/local/sbin/firewall
        ExecReload=/usr/local/sbin/firewall
        """;
var wan = "192.168.1.2";
var lan = "192.168.2.2";

startAll();
waitAll(machines(), machine -> machine.waitForUnit("multi-user.target"));

subtest("the router gets its firewall and its services", () -> {
    router.succeed("cat >/usr/local/sbin/firewall && chmod +x /usr/local/sbin/firewall",
            CommandOptions.DEFAULT.stdin(firewall));
    router.succeed("cat >/etc/systemd/system/firewall.service", CommandOptions.DEFAULT.stdin(firewallService));
    router.succeed("sysctl -w net.ipv4.ip_forward=1", "systemctl daemon-reload", "systemctl start firewall",
            "systemd-run --unit=dhcp dnsmasq --keep-in-foreground --user=root --interface=eth1 --bind-interfaces"
                    + " --dhcp-range=192.168.2.100,192.168.2.150 --host-record=router.lan," + lan,
            "systemd-run --unit=ntp chronyd -d -x 'local stratum 8' 'allow 192.168.2.0/24'");
    router.waitForUnit("nginx");
    router.waitForUnit("dhcp");
    router.waitForUnit("ntp");
});

subtest("a machine on the LAN is given an address, a way out and a name server", () -> {
    desk.succeed("ip addr flush dev eth0", "udhcpc --interface=eth0 --now --quit --retries=10");
    assertMatches(desk.succeed("ip -4 addr show dev eth0"), "192\\.168\\.2\\.1[0-5]\\d");
    assertContains(desk.succeed("ip route"), "default via " + lan);
    assertContains(desk.succeed("getent hosts router.lan"), lan);
});

subtest("it is told the time, too; on the WAN there is neither", () -> {
    desk.waitUntilSucceeds("chronyd -Q -t 5 'server " + lan + " iburst maxsamples 1'");
    web.fail("chronyd -Q -t 2 'server " + wan + " iburst maxsamples 1'");
    web.fail("udhcpc --interface=eth0 --now --quit --retries=1 --timeout=1 --script=/bin/true");
});

subtest("the LAN reaches the web, in the router's name", () -> {
    web.waitForOpenPort(80);
    assertContains(desk.succeed("curl --silent --fail --max-time 10 http://192.168.1.3/"), "Welcome to nginx!");
    assertMatches(web.succeed("cat /var/log/nginx/access.log"), "^192\\.168\\.1\\.2 .*curl");
});

subtest("the web does not reach the LAN, even if it knows the way", () -> {
    var address = desk.succeed("hostname -I").split(" ", 2)[0];
    desk.succeed("ping -c 1 -W 5 192.168.1.3");
    web.succeed("ip route add 192.168.2.0/24 via " + wan);
    web.fail("ping -c 1 -W 1 " + address);
    web.fail("curl --silent --max-time 1 http://" + address + "/");
});

subtest("the router is administered from the LAN; from the WAN once a file says so", () -> {
    var page = "curl --silent --fail --max-time 2 http://";
    desk.succeed(page + lan + "/");
    web.fail(page + wan + "/");
    router.succeed("touch /etc/remote-administration", "systemctl reload firewall");
    web.succeed(page + wan + "/");
    router.succeed("rm /etc/remote-administration", "systemctl reload firewall");
    web.fail(page + wan + "/");
    desk.succeed(page + lan + "/");
});
