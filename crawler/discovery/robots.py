"""What robots.txt names: the sitemaps. Whether an address may be fetched is the spider's middleware's question."""

from __future__ import annotations

from protego import Protego

from crawler.urls import canonical, identity

_MAX_BYTES = 512 * 1024  # what RFC 9309 asks a crawler to read
_MAX_SITEMAPS = 100


def sitemaps_of(robots: bytes, url: str | None = None) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, each once, in its order; `url` is its own address, for relative ones."""
    text = robots[:_MAX_BYTES].decode("utf-8-sig", errors="replace")
    named = (canonical(line, url) for line in Protego.parse(text).sitemaps)
    found: dict[str, str] = {}
    for address in named:
        if address:
            found.setdefault(identity(address), address)
    return tuple(found.values())[:_MAX_SITEMAPS]
