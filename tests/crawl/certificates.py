"""Certificates for tests: a root, an intermediate under it, and leaves for 127.0.0.1."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def context(self, folder: Path, *chain: "Signed", **limits) -> ssl.SSLContext:
        """For a server that shows this certificate and those of the chain. limits: attributes of the context."""
        path = folder / f"{self.certificate.serial_number}.pem"
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_text(key.decode() + self.pem + "".join(one.pem for one in chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.load_cert_chain(path)
        for name, value in limits.items():
            setattr(context, name, value)
        return context


def sign(
    name: str,
    by: Signed | None = None,
    *,
    authority: bool = False,
    address: str = "127.0.0.1",
    expired: bool = False,
    identifiers: bool = True,
) -> Signed:
    """A certificate, self-signed unless `by` another. identifiers: whether it names keys, as RFC 5280 asks."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=-1 if expired else 30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=authority)
    )
    if not authority:
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        builder = builder.add_extension(names, critical=False)
    if identifiers:
        issuer = by.key if by else key
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        ).add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)
    return Signed(builder.sign(by.key if by else key, hashes.SHA256()), key)
