"""What a body is, by its first bytes: servers declare feeds and sitemaps as almost anything."""

from __future__ import annotations

import re
import zlib

_HEAD = 16_384
_PROLOG = re.compile(
    rb"\s+|<\?[^>]{0,1000}\?>|<!--.{0,8000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,8000}\]\s*)?>",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(rb"<(?:[\w-]{1,40}:)?([A-Za-z]{1,40})[\s/>]")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})


def is_feed(body: bytes) -> bool:
    """Whether the bytes begin as RSS, Atom or JSON Feed do."""
    if root_of(body) in _FEED_ROOTS:
        return True
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b"jsonfeed.org/version" in head.replace(b"\\/", b"/")


def is_sitemap(body: bytes) -> bool:
    """Whether the bytes begin as an XML sitemap or an index of sitemaps does, gzipped or not."""
    return root_of(inflated(body, _HEAD)) in _SITEMAP_ROOTS


def is_text_sitemap(body: bytes) -> bool:
    """Whether the bytes are addresses, one a line, and nothing else."""
    lines = inflated(body, _HEAD).decode("utf-8-sig", "replace").split()
    return len(lines) > 1 and all(line.startswith(("http://", "https://")) for line in lines[:-1])


def root_of(body: bytes) -> str:
    """The local name of the root element, in lower case; empty where the body is no markup."""
    head = body[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00<" in head[:4] or b"<\x00" in head[:4]:
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    at = 0
    while skipped := _PROLOG.match(head, at):
        at = skipped.end()
    found = _ROOT.match(head, at)
    return found[1].decode("ascii").lower() if found else ""


def inflated(body: bytes, limit: int) -> bytes:
    """The bytes, decompressed where they are gzip, at most `limit` of them; what follows a damage is lost."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:limit]
    decoder, pieces, left = zlib.decompressobj(wbits=31), list[bytes](), limit
    for at in range(0, len(body), 4_096):
        try:
            pieces.append(decoder.decompress(body[at : at + 4_096], left))
        except zlib.error:
            break
        left -= len(pieces[-1])
        if left <= 0 or decoder.eof:
            break
    return b"".join(pieces)
