"""One handshake with a portal's server: what it offers, or why it fails and which key of the file helps.

Beside the crawl's own client, because that tells neither version nor certificate.
"""

from __future__ import annotations

import os
import re
import socket
import ssl
import time
from urllib.parse import urlsplit

from crawler.checking.visit import Handshake
from crawler.portal import Portal, Tls

TIMEOUT = 20.0  # seconds
SOON = 14  # days before the end of a certificate from which on it is worth a word
_FLAKY = re.compile(r"EOF|reset|unexpected|WRONG_VERSION|TLSV1_ALERT_INTERNAL", re.IGNORECASE)
_HINTS = {
    r"Key Identifier|strict": "`strict = false` in [tls] takes certificates that are wrong in form only",
    r"local issuer|verify the first certificate": "its intermediate certificate is not sent, or its root is not known "
    "here: `intermediates` in [tls] names the missing certificate",
    r"self.signed": "nobody vouches for its certificate; no key of the file helps, verification is never off",
    r"expired|not yet valid": "only the portal can renew its certificate",
    r"Hostname mismatch|IP address mismatch": "the certificate is another host's: is the host in `home` right?",
    r"LEGACY_RENEGOTIATION|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|KEY_TOO_SMALL|NO_CIPHERS|NO_SHARED_CIPHER"
    r"|WRONG_SIGNATURE_TYPE|HANDSHAKE_FAILURE|MD_TOO_WEAK": "`legacy = true` in [tls] allows old renegotiation and old "
    "ciphers",
    r"EOF|reset": "`retry_handshake = 2` in [tls] tries a failed handshake again",
}


def shake_hands(portal: Portal) -> Handshake | None:
    """Open and close a connection to the home's host. None where nothing can be told: a proxy, no connection at all."""
    parts = urlsplit(portal.home)
    if not parts.hostname or os.environ.get("https_proxy") or os.environ.get("HTTPS_PROXY"):
        return None
    address = (parts.hostname, parts.port or 443)
    first = _handshake(address, _context(portal.tls))
    if first is None or first.trouble is None or not _FLAKY.search(first.trouble):
        return first
    second = _handshake(address, _context(portal.tls))
    return Handshake(
        version=second.version, days_left=second.days_left, flaky=True
    ) if second and not second.trouble else first  # fmt: skip


def hint_of(trouble: str) -> str:
    """What helps against a failed handshake, in a few words; empty where nothing is known to.

    >>> hint_of("[SSL: UNSAFE_LEGACY_RENEGOTIATION_DISABLED] unsafe legacy renegotiation disabled")
    '`legacy = true` in [tls] allows old renegotiation and old ciphers'
    """
    return next((hint for words, hint in _HINTS.items() if re.search(words, trouble, re.IGNORECASE)), "")


def _context(tls: Tls) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for certificate in tls.intermediates:
        context.load_verify_locations(cadata=certificate)
    if tls.legacy:
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    if tls.strict:
        context.verify_flags |= ssl.VERIFY_X509_STRICT
    else:
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def _handshake(address: tuple[str, int], context: ssl.SSLContext) -> Handshake | None:
    try:
        plain = socket.create_connection(address, timeout=TIMEOUT)
    except OSError:
        return None  # the request for the home page tells it better
    with plain:
        try:
            with context.wrap_socket(plain, server_hostname=address[0]) as wrapped:
                ends = (wrapped.getpeercert() or {}).get("notAfter")
                return Handshake(version=wrapped.version(), days_left=_days_left(ends))
        except (OSError, ValueError) as error:  # SSLError is an OSError
            return Handshake(trouble=_words(error))


def _days_left(ends: object) -> int | None:
    return int((ssl.cert_time_to_seconds(ends) - time.time()) // 86_400) if isinstance(ends, str) else None


def _words(error: Exception) -> str:
    """OpenSSL's words without the place in its source."""
    text = re.sub(r"\s*\(_ssl\.c:\d+\)", "", str(error).partition("] ")[2] or str(error))
    code = getattr(error, "reason", None)
    return f"{text} ({code})" if isinstance(code, str) and code not in text else text
