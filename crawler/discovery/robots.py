"""What robots.txt names: the sitemaps. Whether an address may be fetched is the spider's middleware's question."""

from __future__ import annotations

from protego import Protego

from crawler.urls import canonical, identity

_MAX_SITEMAPS = 100


def sitemaps_of(rules: Protego, url: str | None = None) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, each once, in its order; `url` is its own address, for relative ones."""
    found: dict[str, str] = {}
    for line in rules.sitemaps:
        if address := canonical(line, url):
            found.setdefault(identity(address), address)
    return tuple(found.values())[:_MAX_SITEMAPS]
