"""Nothing hostile gets in or out: what every answer says to browsers, and which requests are answered at all.

Stored text is anybody's. Our templates escape it; should one fail to, the policy keeps it from running, loading and
sending anything. Other sites cannot read this one: not by a name of theirs that they let point to this machine (DNS
rebinding: names are checked), not by embedding what it answers.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from typing import Any, TypeAlias

from archive.browse import datasettes_scripts

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

# Of our own pages: no script at all, no style but our file.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Of stored bytes that are shown as they are: whatever they are, they do nothing, also where they are opened alone.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-robots-tag": "noindex",
}
_DATASETTE = re.compile(rb"/(?:archive(?:$|[/.])|-/static/)")
_METHODS = frozenset({"GET", "HEAD"})
_PORT = re.compile(r":[0-9]{1,5}$")


def guarded(app: App, names: Collection[str]) -> App:
    """The application behind these rules. names: host names that it answers to, beside addresses and localhost."""
    known = {name.lower().rstrip(".") for name in (*names, "localhost")}

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif scope["type"] == "http":
            told = _with_headers(send, bytes(scope.get("raw_path") or scope["path"].encode()))
            refusal = _refusal(scope, known)
            await (_refuse(told, *refusal) if refusal else app(scope, receive, told))

    return guard


def _refusal(scope: Scope, known: Collection[str]) -> tuple[int, str] | None:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1 or not is_known_host(hosts[0].decode("latin1"), known):
        return 421, "This archive is not known by that name. envnews browse --name tells it another one."
    if scope["method"] not in _METHODS:
        return 405, "This archive is only read."
    return None


def is_known_host(host: str, names: Collection[str]) -> bool:
    """Whether a Host header names us: a known name, or an address, which no other site can have for its name.

    >>> [is_known_host(host, {"localhost"}) for host in ("localhost:8001", "[::1]:8001", "127.0.0.1", "evil.example")]
    [True, True, True, False]
    """
    name = _PORT.sub("", host).lower().rstrip(".")
    if name in names:
        return True
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send, path: bytes) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": with_rules(message.get("headers", ()), path)}
        await send(message)

    return told


def with_rules(headers: Iterable[Header], path: bytes) -> list[Header]:
    """The headers of an answer, with what every answer says; a policy that it brought along stays."""
    kept = [(name, value) for name, value in headers if name.lower().decode("latin1") not in _HEADERS]
    if not any(name.lower() == b"content-security-policy" for name, _ in kept):
        policy = datasettes_scripts.policy() if _DATASETTE.match(path) else POLICY
        kept.append((b"content-security-policy", policy.encode()))
    return [*kept, *((name.encode(), value.encode()) for name, value in _HEADERS.items())]


async def _refuse(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{reason}\n".encode()})
