# SPDX-License-Identifier: EUPL-1.2
"""Tunnels of the kernel itself. WireGuard with its other end in a network namespace, brought up by
wg-quick as a person would do it; IPsec whose policies and associations no daemon keeps."""

BOUND = 10
OFFICE = """
ip netns add office
ip link add outside type veth peer name inside netns office
ip address add 192.0.2.1/24 dev outside
ip link set outside up
ip -n office address add 192.0.2.2/24 dev inside
ip -n office link set inside up
ip -n office link set lo up
mkdir -p -m 700 /etc/wireguard
umask 077
wg genkey >/run/laptop.key
wg genkey >/run/office.key
cat >/etc/wireguard/wg0.conf <<TXT
[Interface]
PrivateKey = $(cat /run/laptop.key)
Address = 10.99.0.2/32
[Peer]
PublicKey = $(wg pubkey </run/office.key)
AllowedIPs = 0.0.0.0/0
Endpoint = 192.0.2.2:51820
TXT
"""
ANSWER = """
ip -n office link add wg1 type wireguard
ip netns exec office wg set wg1 listen-port 51820 private-key /run/office.key \
  peer "$(wg pubkey </run/laptop.key)" allowed-ips 10.99.0.2/32
ip -n office address add 10.99.0.1/24 dev wg1
ip -n office link set wg1 up
"""


def vpn_of(laptop):
    vpn = laptop.probes()["vpn"]
    return tuple(vpn.get(name) for name in ("state", "tunnel", "kind"))


def wireguard(laptop):
    guest, checks = laptop.guest, laptop.checks
    laptop.until_observed("without a tunnel the service says disconnected", 5, "vpn", state="disconnected")
    guest.must(OFFICE)
    guest.must("wg-quick up wg0 2>&1")
    checks.equal("the interface is the kernel's", "wireguard",
                 guest.must("ip -j -d link show wg0 | grep -o '\"info_kind\":\"[a-z]*\"' | cut -d'\"' -f4").strip())
    checks.equal("it takes the default route and nobody has answered: disconnected", ("disconnected", "none", None),
                 vpn_of(laptop))
    guest.must(ANSWER)
    guest.must("ping -c 1 -w 10 10.99.0.1")
    checks.equal("after the handshake it is connected and full", ("connected", "full", "wireguard"), vpn_of(laptop))
    unprivileged = guest.run("runuser -u person -- distanskoll-agent probes --json")
    checks.that("who may not ask for the handshake does not guess", '"vpn":{"unobservable":"needs_privilege"}' in unprivileged.out,
                unprivileged.out[:200] if "needs_privilege" not in unprivileged.out else "")
    laptop.until_observed("the service noticed the handshake by itself", 30, "vpn", state="connected",
                          tunnel="full", kind="wireguard")
    guest.must("wg-quick down wg0 2>&1")
    laptop.until_observed("taken down it is gone", BOUND, "vpn", state="disconnected", tunnel="none")
    guest.must("sed -i 's|0.0.0.0/0|10.99.0.0/24|' /etc/wireguard/wg0.conf && wg-quick up wg0 2>&1 && ping -c 1 -w 10 10.99.0.1")
    laptop.until_observed("with a route to the office only it is a split tunnel", 30, "vpn", state="connected",
                          tunnel="split", kind="wireguard")
    guest.must("wg-quick down wg0 2>&1; ip netns delete office")
    laptop.until_observed("and gone again", BOUND, "vpn", state="disconnected")


def ipsec(laptop):
    """Policy-based IPsec has no interface: policy and association are all there is to see."""
    guest, checks = laptop.guest, laptop.checks
    ends = "src 10.0.2.15 dst 192.0.2.77"
    guest.must(f"ip xfrm policy add src 0.0.0.0/0 dst 203.0.113.0/24 dir out tmpl {ends} proto esp reqid 7 mode tunnel")
    checks.equal("an IPsec policy without an association is no tunnel", ("disconnected", "none", None), vpn_of(laptop))
    guest.must(f"ip xfrm state add {ends} proto esp spi 0x1001 reqid 7 mode tunnel "
               f"aead 'rfc4106(gcm(aes))' 0x{'11' * 20} 128")
    checks.equal("with its association it is, for the office only", ("connected", "split", "ipsec"), vpn_of(laptop))
    guest.must("ip xfrm state flush && ip xfrm policy flush")
    checks.equal("flushed it is gone", ("disconnected", "none", None), vpn_of(laptop))
