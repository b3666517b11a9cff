"""Addresses for records that name none: an id or a slug, put into a pattern that is written down or can be learned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from crawler.discovery.address import shape_of
from crawler.discovery.json_body import containers
from crawler.discovery.json_fields import Fields
from crawler.urls import canonical

_MAX_KNOWN = 200
_MAX_LENGTH = 400
_HOLE = re.compile(
    r"\$?\{\{?\s{0,3}([\w.]{1,40})\s{0,3}\}?\}|(?<=/):([A-Za-z_]\w{0,40})|\[(\w{1,40})\]|%([sd])(?![0-9A-Fa-f])"
)
_IDS = (
    "id",
    "newsid",
    "articleid",
    "postid",
    "contentid",
    "nid",
    "seq",
    "no",
    "sn",
    "uuid",
    "guid",
    "documentid",
)
_SLUGS = ("slug", "urlslug", "friendlyurl", "alias", "seourl", "urlkey", "urlname", "seoname", "handle", "key", "name")
_NAME = r"[^/?&=#]"
_NUMBERED = re.compile(r"(?P<head>.*[/=_-])(?P<id>\d+)(?P<tail>(?:\.\w{2,5}|/)?)")
_SLUG_ID = re.compile(
    rf"(?P<head>.*[/=])(?P<slug>{_NAME}*[^\W\d]{_NAME}*)(?P<dash>[-_])(?P<id>\d+)(?P<tail>(?:\.\w{{2,5}}|/)?)"
)
_ID_SLUG = re.compile(
    rf"(?P<head>.*[/=])(?P<id>\d+)(?P<dash>[-_])(?P<slug>{_NAME}*[^\W\d]{_NAME}*?)(?P<tail>(?:\.\w{{2,5}}|/)?)"
)
_SLUG = re.compile(rf"(?P<head>.*[/=])(?P<slug>{_NAME}+?)(?P<tail>(?:\.\w{{2,5}}|/)?)")


def made_addresses(
    records: Sequence[Fields], data: Any, base: str, known: Collection[str], *, guess: str = ""
) -> list[str | None]:
    """An address for each record, by the pattern that the JSON holds, else by the one that known stories follow."""
    patterns = _written(data) or _learned(known) or [guess]
    patterns = [pattern for pattern in patterns if pattern]
    for pattern in patterns:
        made = [_filled(pattern, record, base) for record in records]
        given = [address for address in made if address]
        if given and len(set(given)) == len(given):
            return made
    return [None] * len(records)


def _written(data: Any) -> list[str]:
    """The patterns of addresses that stand in the JSON itself: `/news/{slug}`, `/tin/:id`."""
    texts: dict[str, None] = {}
    for _, value in containers(data):
        for text in islice(value.values() if isinstance(value, dict) else value, 500):
            if isinstance(text, str) and len(text) <= 300 and "/" in text and " " not in text and _HOLE.search(text):
                texts[text] = None
        if len(texts) >= 10:
            break
    return list(texts)


def _learned(known: Collection[str]) -> list[str]:
    """The pattern of the shape that most of the known stories have."""
    shapes: dict[str, list[str]] = {}
    for url in islice((url for url in known if len(url) <= _MAX_LENGTH), _MAX_KNOWN):
        shapes.setdefault(shape_of(url), []).append(url)
    most = max(shapes.values(), key=len, default=[])
    forms = [_parted(url) for url in most]
    counted = Counter(form for group in forms for form in group[:1])
    best = [form for form, _ in counted.most_common(1)]
    return best if best and counted[best[0]] * 2 > len(most) > 1 else []


def _parted(url: str) -> list[str]:
    """The address with its story's number and name as holes."""
    if hit := _NUMBERED.fullmatch(url):
        whole = hit["head"][-1] in "/="
        if whole:
            return [f"{hit['head']}{{id}}{hit['tail']}"]
    if hit := _SLUG_ID.fullmatch(url):
        return [f"{hit['head']}{{slug}}{hit['dash']}{{id}}{hit['tail']}"]
    if hit := _ID_SLUG.fullmatch(url):
        return [f"{hit['head']}{{id}}{hit['dash']}{{slug}}{hit['tail']}"]
    hit = _SLUG.fullmatch(url)
    return [f"{hit['head']}{{slug}}{hit['tail']}"] if hit else []


def _filled(pattern: str, record: Fields, base: str) -> str | None:
    values = {_key(path): value for path, value in reversed(record.items())}
    missing = False

    def fill(hole: re.Match[str]) -> str:
        nonlocal missing
        value = _value(hole[1] or hole[2] or hole[3] or "id", values)
        missing = missing or value is None
        return quote(str(value), safe="/-._~") if value is not None else ""

    address = _HOLE.sub(fill, pattern)
    return None if missing else canonical(address, base)


def _value(name: str, values: dict[str, Any]) -> Any:
    """What a record has for a hole: the field of that name, else what serves as its id or slug."""
    plain = _key(name)
    for key in (plain, *(_SLUGS if plain in _SLUGS else _IDS if plain in _IDS else ())):
        value = values.get(key)
        if isinstance(value, int) or (isinstance(value, str) and 0 < len(value) <= 300 and " " not in value.strip()):
            return value
    return None


def _key(path: str) -> str:
    names: Iterable[str] = (name for name in reversed(path.split(".")) if name not in {"current", "value"})
    return re.sub(r"[\W_]", "", next(iter(names), path).lower())
