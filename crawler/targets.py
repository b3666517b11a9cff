"""What a user names on the command line, as a portal: a registry id or any address."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.portal import Portal
from crawler.registry import Registry
from crawler.urls import canonical, identity


class TargetError(ValueError):
    """The target names no portal; `str()` is one line."""


def portal_for(target: str, registry: Registry) -> Portal:
    """The portal that a target means. Raises TargetError, UnknownPortalError and PortalFileError.

    An address on a host that the registry knows is that portal, so that its stories stand under one name; where the
    address is not its front page, it is taken as the listing to start from.
    """
    if "://" in target:
        return _from_url(target, registry)
    if target not in registry.ids and any(mark in target for mark in ".:/"):
        raise TargetError(f"'{target}' has no scheme; did you mean 'https://{target.lstrip('/')}'?")
    return registry.get(target)


def _from_url(target: str, registry: Registry) -> Portal:
    url = canonical(target)
    parts = urlsplit(url or "")
    if url is None or not parts.hostname:
        raise TargetError(f"'{target}' is no http or https address")
    known = registry.for_url(url)
    if known is None:
        return Portal(id=parts.netloc, home=url, name=parts.netloc)
    if identity(url) == identity(known.home) or parts.path in {"", "/"}:
        return known
    return replace(known, listings=(url,), feeds=(), sitemaps=(), only_sources=True)


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
