"""Which addresses of the network a portal's page may lead us to: those that anybody can reach, never a private one."""

from __future__ import annotations

import ipaddress

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are the IPv4 address behind it


def is_public(peer: str) -> bool:
    """Whether an IP address is one of the public internet. What is no IP address is not.

    An IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4) is judged by that one.
    """
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return _is_public_6(address)
    return address.is_global and not address.is_multicast


def _is_public_6(address: ipaddress.IPv6Address) -> bool:
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(address.packed[-4:])
    if inner is not None:
        return is_public(str(inner))
    odd = address.is_multicast or address.is_site_local or address.is_reserved
    return address.is_global and not odd and address.scope_id is None
