"""Addresses: of our own pages, and of others that a page may lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit


def path(*parts: object, **arguments: Any) -> str:
    """The address of a page of ours; an argument that is None, empty or False is left out, a list stands repeatedly.

    >>> path("portal", "a/b"), path("search", q="biển", page=None)
    ('/portal/a%2Fb', '/search?q=bi%E1%BB%83n')
    """
    pairs = [(name, one) for name, value in arguments.items() for one in _listed(value)]
    query = urlencode(pairs, quote_via=quote)
    return "/" + "/".join(quote(str(part), safe=":") for part in parts) + (f"?{query}" if query else "")


def _listed(value: Any) -> Iterable[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)] if value not in {None, "", False} else []


def web(address: str | None) -> str:
    r"""An address that a link may lead to: http or https alone; "" for all others.

    >>> web("https://m.example/a"), web("javascript:alert(1)"), web(" java\nscript:1"), web("//m.example")
    ('https://m.example/a', '', '', '')
    """
    if address is None:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""
