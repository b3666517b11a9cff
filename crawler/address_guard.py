"""Which addresses of the network a portal's page may lead us to: those that anybody can reach, never a private one."""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

_DOCUMENTS = ipaddress.IPv6Network("3fff::/20")  # RFC 9637; Python 3.11 takes it for public
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: before the IPv4 address behind it
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are the IPv4 address behind it


@dataclass
class Guard:
    """Where one crawl of a portal may connect to. home: its address.

    is_local: whether the portal stands at an address that not everybody can reach; the first connection to the home's
    host decides it for the whole crawl, None before. A local one may reach its own hosts, wherever they stand. Of a
    public one every host must be public, its own included: a name that led out first may lead in the next time.
    """

    home: str
    is_local: bool | None = None

    def admits(self, peer: str, url: str, *, is_own: bool) -> bool:
        """Whether what stands at an IP address may be asked for `url`. is_own: that is on a host of the portal's."""
        public = is_public(peer)
        if self.is_local is None and urlsplit(url).hostname == urlsplit(self.home).hostname:
            self.is_local = not public
        return public or (is_own and self.is_local is not False)


def named_address(host: str) -> str | None:
    """The IP address that a host is, in whatever notation; None where it is a name that somebody has to resolve.

    >>> [named_address(host) for host in ("0x7f.1", "2130706433", "localhost.", "１２７.0.0.1", "news.example")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', None]
    """
    name = unicodedata.normalize("NFKC", host).replace("。", ".").strip("[]").removesuffix(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(name)) if name and not name[-1].isspace() else None
    except (OSError, UnicodeEncodeError):
        return None


def is_public(peer: str) -> bool:
    """Whether an IP address is one of the public internet. What is no IP address is not.

    An IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4, ISATAP) is judged by that one. Teredo's are not.
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
    if inner is None and (address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP):
        inner = ipaddress.IPv4Address(address.packed[-4:])
    if inner is not None:
        return address.scope_id is None and is_public(str(inner))
    odd = address.is_multicast or address.is_site_local or address.is_reserved or address in _DOCUMENTS
    return address.is_global and not odd and address.scope_id is None
