"""One handshake with a portal's server, for what the crawl's client does not tell: version, and the time left."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.checking.visit import Handshake
from crawler.portal import Tls

TIMEOUT = 20.0  # seconds
SOON = 14  # days before the end of a certificate from which on it is worth a word


def shake_hands(url: str, tls: Tls, admits: Callable[[str], bool]) -> Handshake | None:
    """Open and close a connection to an address's host, verified. None where nothing can be told so.

    admits: whether the IP address that it came about with may be spoken to.
    """
    parts = urlsplit(url)
    if not parts.hostname or os.environ.get("https_proxy") or os.environ.get("HTTPS_PROXY"):
        return None
    try:
        with socket.create_connection((parts.hostname, parts.port or 443), timeout=TIMEOUT) as plain:
            if not admits(plain.getpeername()[0]):
                return None
            with _context(tls).wrap_socket(plain, server_hostname=parts.hostname) as wrapped:
                ends = (wrapped.getpeercert() or {}).get("notAfter")
                return Handshake(version=wrapped.version(), days_left=_days_left(ends))
    except (OSError, ValueError):  # the crawl's client has the word on what is wrong; SSLError is an OSError
        return None


def _context(tls: Tls) -> ssl.SSLContext:
    """What crawler/tls.py allows, in the standard library's words."""
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    for certificate in tls.intermediates:
        context.load_verify_locations(cadata=certificate)
    if tls.legacy:
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def _days_left(ends: object) -> int | None:
    return int((ssl.cert_time_to_seconds(ends) - time.time()) // 86_400) if isinstance(ends, str) else None
