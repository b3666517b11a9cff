"""What a robots.txt says, as text for its parser and as a pause. Pure; middlewares.py asks for it and obeys it."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import timedelta

from protego import Protego

from archive.robots import Robots

ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB
UNREACHABLE_FOR = timedelta(days=30)  # RFC 9309, 2.3.1.4: after that a host without rules has none

_HIGH = re.compile(rb"[\x80-\xff]")
_LINES = re.compile(r"\r\n|\r|\n")


def rules_in(robots: Robots) -> str:
    """The text of robots.txt; none where the answer was an error (RFC 9309, 2.3.1.3), or a page for people.

    Of one that is too long the whole lines of its first part. The parser would take marks for line ends that are none.
    """
    if robots.status >= 300:
        return ""
    text = _decoded(_first_part(robots.body))
    if text.lstrip().startswith("<"):
        return ""
    return "\n".join(_one_line(line) for line in _LINES.split(text))


def is_unreachable(robots: Robots) -> bool:
    """Whether the answer was an error that may pass: it says nothing of what is allowed."""
    return robots.status >= 500 or robots.status == 429


def stand_in(answer: Robots, before: Robots) -> Robots | None:
    """What to go by where robots.txt gives an error that may pass (RFC 9309, 2.3.1.4); None: nothing may be fetched.

    before: what was kept last: rules, which hold on; or the first of such errors, since which none were seen.
    """
    if not is_unreachable(before):
        return before
    lasting = answer.fetched_at - before.fetched_at >= UNREACHABLE_FOR
    return Robots(status=404, body=b"", fetched_at=answer.fetched_at) if lasting else None


def asked_delay(rules: Protego, agent: str) -> float:
    """Seconds between two requests that the rules ask for, as Crawl-delay or as Request-rate; 0 where they do not."""
    rate = rules.request_rate(agent)
    seldom = rate.seconds / rate.requests if rate is not None else 0.0
    return max(rules.crawl_delay(agent) or 0.0, seldom)


def _first_part(body: bytes) -> bytes:
    """A rule that is cut in two would forbid more than it does, or less."""
    if len(body) <= ROBOTS_BYTES:
        return body
    part = body[:ROBOTS_BYTES]
    return part[: max(part.rfind(b"\n"), part.rfind(b"\r")) + 1]


def _decoded(body: bytes) -> str:
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "\n".join(_both_spellings(line) for line in re.split(rb"\r\n|\r|\n", body.removeprefix(b"\xef\xbb\xbf")))


def _both_spellings(line: bytes) -> str:
    """A path in an old charset as its own bytes are escaped in addresses, and as its letters are in UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        escaped = _HIGH.sub(lambda found: b"%%%02X" % found[0][0], line).decode("ascii")
        return f"{escaped}\n{line.decode('cp1252', 'replace')}"


def _one_line(line: str) -> str:
    return " ".join(line.splitlines())
