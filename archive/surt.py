"""The key that an index of captures is sorted by: an address with its host turned round (SURT).

As replay tools write it, so that they find what they look for: without scheme, `www.`, session and letter case, with
the parameters in order.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WWW = re.compile(r"www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SESSION = re.compile(r"(?<=/)\([a-z]\([0-9a-z]{24}\)\)/")
_QUERY_SESSION = re.compile(
    r"(?:^|(?<=&))(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24})(?:&|$)",
    re.IGNORECASE,
)


def surt(url: str) -> str:
    """Write an address as a key; what is no http address stays as it is.

    >>> surt("https://www.Env.gov.vn/Tin-tuc/?b=2&a=1#top")
    'vn,gov,env)/tin-tuc?a=1&b=2'
    """
    try:
        parts = urlsplit(url.replace(" ", "%20"))
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url
    www = _WWW.match(parts.hostname)
    host = parts.hostname[www.end() if www else 0 :].rstrip(".")
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    port_part = "" if port in {None, _DEFAULT_PORTS[parts.scheme.lower()]} else f":{port}"
    query = _query(parts.query)
    return f"{turned}{port_part}){_path(parts.path)}" + (f"?{query}" if query else "")


def _path(path: str) -> str:
    plain = _PATH_SESSION.sub("", re.sub("/{2,}", "/", path.lower()))
    return plain[:-1] if plain.endswith("/") and len(plain) > 1 else plain or "/"


def _query(query: str) -> str:
    plain = _QUERY_SESSION.sub("", query.lower())
    pairs = (tuple(part.split("=", 1)) for part in plain.split("&"))
    return "&".join("=".join(pair) for pair in sorted(pairs))
