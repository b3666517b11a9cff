"""What a user names on the command line, as a portal: a registry id or any address."""

from __future__ import annotations

import difflib
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.portal import Portal
from crawler.registry import Registry
from crawler.urls import canonical, identity


class TargetError(ValueError):
    """The target names no portal; `str()` is one line."""


def portal_for(target: str, registry: Registry) -> Portal:
    """The portal that a target means. Raises TargetError.

    An address on a host that the registry knows is that portal, so that its stories stand under one name; where the
    address is not its front page, it is taken as the listing to start from.
    """
    if "://" in target:
        return _from_url(target, registry)
    if target in registry.ids():
        return registry.get(target)
    if "." in target or ":" in target or "/" in target:
        raise TargetError(f"{target!r} has no scheme; did you mean 'https://{target.lstrip('/')}'?")
    close = difflib.get_close_matches(target, registry.ids(), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else " (envnews portals list shows them)"
    raise TargetError(f"unknown portal {target!r}{hint}")


def _from_url(target: str, registry: Registry) -> Portal:
    url = canonical(target)
    parts = urlsplit(url or "")
    if url is None or not parts.hostname:
        raise TargetError(f"{target!r} is no http or https address")
    known = registry.for_url(url)
    if known is None:
        return Portal(id=parts.netloc, home=url, name=parts.netloc)
    if identity(url) == identity(known.home) or parts.path in {"", "/"}:
        return known
    return replace(known, listings=(url,), feeds=(), sitemaps=())
