"""TLS as a portal needs it: certificates are always verified; only the portal's own file may allow more than usual."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from OpenSSL import SSL, crypto
from service_identity import VerificationError
from twisted.internet._sslverify import ClientTLSOptions, _verifyCB
from twisted.internet.ssl import AcceptableCiphers, CertificateOptions, TLSVersion, platformTrust
from twisted.python.failure import Failure
from twisted.web.client import BrowserLikePolicyForHTTPS

from crawler.portal import Tls

if TYPE_CHECKING:
    from twisted.protocols.tls import TLSMemoryBIOProtocol

OLD_CIPHERS = "ALL:@SECLEVEL=0"  # small keys and SHA-1, too
_OP_LEGACY_SERVER_CONNECT = 0x4  # servers that never heard of secure renegotiation; pyOpenSSL has no name for it
_LEGACY_HINT = "; the portal's file may allow it ([tls] legacy)"
_CHAIN_HINT = "; the portal's file may give the missing intermediate ([tls] intermediates)"

# OpenSSL's verification errors as a person meets them; x509_vfy.h has the numbers.
_CERTIFICATE_FAULTS = {
    9: "not valid yet",
    10: "expired",
    18: "self-signed",
    19: "its root is not trusted here",
    20: "unable to get local issuer" + _CHAIN_HINT,
    21: "unable to get local issuer" + _CHAIN_HINT,
    23: "revoked",
    66: "its key is too small" + _LEGACY_HINT,
    67: "a key of its chain is too small" + _LEGACY_HINT,
    68: "signed in a way too weak" + _LEGACY_HINT,
}
# What OpenSSL says where the other side speaks as one did years ago.
_OLD = (
    "unsafe legacy renegotiation disabled",
    "unsupported protocol",
    "dh key too small",
    "alert protocol version",
    "no protocols available",
    "wrong signature type",
    "handshake failure",
)


class CertificateError(Exception):
    """The chain of a certificate cannot be verified; `str()` says why."""


class PortalTls(BrowserLikePolicyForHTTPS):
    """How the hosts of portals with the same needs are connected to. Verified always."""

    def __init__(self, tls: Tls) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._options = CertificateOptions(**_options(tls))
        self._creators: dict[bytes, ClientTLSOptions] = {}
        context = self._options.getContext()
        if tls.legacy:
            context.set_options(_OP_LEGACY_SERVER_CONNECT)
            context.set_cipher_list(OLD_CIPHERS.encode())
        if store := context.get_cert_store():
            for certificate in intermediates(tls):
                store.add_cert(certificate)

    def creatorForNetloc(  # type: ignore[override]  # noqa: N802 - Twisted's; its interfaces are not typed
        self,
        hostname: bytes,
        port: int,  # noqa: ARG002
    ) -> ClientTLSOptions:
        """What makes the connections to a host."""
        if hostname not in self._creators:
            self._creators[hostname] = _Connections(self._options.clientConnectionForTLS, hostname.decode("ascii"))
        return self._creators[hostname]


@cache
def policy_for(tls: Tls) -> PortalTls:
    """The one policy of all portals that need the same: to read this machine's roots takes 10 ms and a megabyte.

    Raises ValueError.
    """
    return PortalTls(tls)


def intermediates(tls: Tls) -> list[crypto.X509]:
    """The certificates that the portal's file adds. Raises ValueError where one is none, or a root.

    A chain must still end in a root that this machine trusts: OpenSSL would take a self-signed one for such a root.
    """
    found = [one for text in tls.intermediates for one in x509.load_pem_x509_certificates(text.encode())]
    for certificate in found:
        if certificate.subject == certificate.issuer:
            raise ValueError(f"{certificate.subject.rfc4514_string()} is a root, no intermediate certificate")
    return [crypto.X509.from_cryptography(one) for one in found]


def fault_of(error: BaseException) -> str | None:
    """What went wrong in a handshake, in a few words; None where it was something else.

    `error` is one of the reasons that Twisted gives for an answer that never came.
    """
    if isinstance(error, CertificateError):
        return f"certificate: {error}"
    if isinstance(error, VerificationError):
        return "certificate: issued to another host"
    if not isinstance(error, SSL.Error):
        return None
    said = ", ".join(entry[2] for entry in _entries(error)) or "hung up in the handshake"
    return f"TLS: {said}{_LEGACY_HINT if any(old in said for old in _OLD) else ''}"


class _Connections(ClientTLSOptions):
    """Twisted's, which verifies name and chain, but says only «certificate verify failed» where a chain is faulty."""

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: N802, N803
        connection = super().clientConnectionForTLS(tlsProtocol)
        verify = _verifyCB(tlsProtocol, self._hostnameIsDnsName, self._hostnameASCII)

        def verify_and_tell(conn: SSL.Connection, cert: crypto.X509, error: int, depth: int, ok: int) -> bool:
            if not ok:
                reason = _CERTIFICATE_FAULTS.get(error, f"refused (OpenSSL's error {error})")
                tlsProtocol.failVerification(Failure(CertificateError(reason)))  # type: ignore[no-untyped-call]
            return verify(conn, cert, error, depth, bool(ok))

        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, verify_and_tell)
        return connection


def _options(tls: Tls) -> dict[str, Any]:
    options: dict[str, Any] = {"trustRoot": platformTrust(), "fixBrokenPeers": True}  # type: ignore[no-untyped-call]
    if tls.legacy:
        ciphers = AcceptableCiphers.fromOpenSSLCipherString(OLD_CIPHERS)  # type: ignore[no-untyped-call]
        options |= {"insecurelyLowerMinimumTo": TLSVersion.TLSv1_0, "acceptableCiphers": ciphers}
    return options


def _entries(error: SSL.Error) -> list[tuple[str, str, str]]:
    """OpenSSL's queue of errors: (library, function, reason)."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, list) else []
