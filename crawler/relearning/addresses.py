"""The pattern of stories' addresses, where the file's own finds the new ones no more. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.classify import shape_of
from crawler.portal import Portal
from crawler.portal_faults import MAX_PATTERN

FEWEST = 6  # stories whose addresses are looked at
LOST = 0.2  # share of them that the pattern of the file may still find
CLEAR = 0.8  # share that must be of one shape
_SLUG = r"[^/?#]+"
_VALUE = r"[^&#]+"
_ENDING = re.compile(r"\.[a-z]{2,5}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for the addresses of stories. found: of `of` stories it matches so many; before: the file's did."""

    article_url: str
    found: int
    of: int
    before: int


def relearned(portal: Portal, urls: Collection[str]) -> Pattern | None:
    """A pattern that finds the new addresses, too; None where the file's does, or where they show none clearly.

    urls: of stories, as the listings name them now.
    """
    own = sorted(set(urls))
    if portal.article_url is None or len(own) < FEWEST:
        return None
    before = sum(bool(re.search(portal.article_url, url)) for url in own)
    shape, count = Counter(map(shape_of, own)).most_common(1)[0]
    if before > LOST * len(own) or count < max(FEWEST, CLEAR * len(own)):
        return None
    new = pattern_of([url for url in own if shape_of(url) == shape])
    if new is None or not any(map(str.isalpha, new)):
        return None
    both = f"(?:{portal.article_url})|(?:{new})"
    if len(both) > MAX_PATTERN:
        return None
    return Pattern(both, sum(bool(re.search(both, url)) for url in own), len(own), before)


def pattern_of(urls: Sequence[str]) -> str | None:
    r"""What addresses of one shape have in common, as a regular expression; None where they differ in their parts.

    >>> print(pattern_of(["https://a.example/tin/lu-lut-12.html", "https://a.example/tin/rung-7.html"]))
    ^https?://(?:www\.)?a\.example/tin/[^/?#]+\.html$
    """
    parts = [urlsplit(url) for url in urls]
    paths = [one.path.split("/") for one in parts]
    names = [tuple(name for name, _ in parse_qsl(one.query, keep_blank_values=True)) for one in parts]
    hosts = {one.netloc.removeprefix("www.") for one in parts}
    if len({len(path) for path in paths}) != 1 or len(set(names)) != 1 or len(hosts) != 1:
        return None
    path = "/".join(_segment(each) for each in zip(*paths, strict=True))
    values = zip(*([value for _, value in parse_qsl(one.query, keep_blank_values=True)] for one in parts), strict=True)
    query = "&".join(f"{re.escape(name)}={_alike(each, _VALUE)}" for name, each in zip(names[0], values, strict=True))
    return rf"^https?://(?:www\.)?{re.escape(hosts.pop())}{path}" + (rf"\?{query}" if query else "") + "$"


def _segment(found: Sequence[str]) -> str:
    """One part of the path: as it is, a number, or a slug with its ending."""
    endings = {match[0] for one in found if (match := _ENDING.search(one))}
    if len(set(found)) == 1 or len(endings) != 1 or not all(map(_ENDING.search, found)):
        return _alike(found, _SLUG)
    ending = endings.pop()
    return _alike([one.removesuffix(ending) for one in found], _SLUG) + re.escape(ending)


def _alike(found: Sequence[str], otherwise: str) -> str:
    if len(set(found)) == 1:
        return re.escape(found[0])
    return r"\d+" if all(one.isascii() and one.isdigit() for one in found) else otherwise
