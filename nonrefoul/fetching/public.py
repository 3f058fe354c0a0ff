"""Which IP addresses lie in the open internet; everything else is never connected to.

The lists are those of the IANA special-purpose address registries (RFC 6890), of November 2026.
"""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NO_IPV4 = [
    ipaddress.IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own; some clouds answer for their machines here
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's service for its own machines
        "169.254.0.0/16",  # link-local; clouds hand out secrets here
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast relays
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
# Only global unicast is ever public; so ::1, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48, fc00::/7,
# fe80::/10, fec0::/10, ff00::/8 and all that nobody has assigned yet are out without being named.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NO_IPV6 = [
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries any IPv4 address within it
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone, returned
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
    )
]
# An interface identifier of ISATAP (RFC 5214) carries an IPv4 address, private ones too.
_ISATAP = {0x00005EFE, 0x02005EFE}


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, by the registries and by Python's list."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NO_IPV4)
    isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    inside = address in _GLOBAL_UNICAST and address.scope_id is None
    return inside and not isatap and not any(address in network for network in _NO_IPV6)
