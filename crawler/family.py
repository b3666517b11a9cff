"""Which CMS or national template a portal is made with, told by its pages and the addresses of its stories. Pure.

The signs stand in the families' files (`crawler/portals/families/`); beside them speaks the `generator` of a page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.page import Page
from crawler.portal_family import Family

_GENERATOR_WEIGHT = 3
_MOST = 0.8  # of the stories must have an address as the family's are
_PAGE = 2 * 1024 * 1024  # bytes of a page that are looked at


@dataclass(frozen=True, slots=True)
class Recognised:
    """A family and what gave it away: signs, or the generator's words."""

    family: Family
    signs: tuple[str, ...]


def recognise(pages: Iterable[Page], stories: Collection[str], families: Iterable[Family]) -> Recognised | None:
    """The family that most speaks for; None where nothing does.

    stories: addresses. A family that knows how these look, and is wrong here, is none: it would hide the stories.
    """
    pages = tuple(pages)
    sources = [page.body[:_PAGE].lower() for page in pages]
    generators = [words for page in pages if (words := generator_of(page))]
    found = [
        (weight, Recognised(family, signs))
        for family in families
        if (weight := _weight(signs := _signs(family, sources, generators), family, stories)) > 0
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def generator_of(page: Page) -> str:
    """What `<meta name=generator>` says; empty where there is none."""
    metas = islice(page.tree.iter("meta"), 300)
    return next(
        ((meta.get("content") or "")[:200] for meta in metas if (meta.get("name") or "").lower() == "generator"), ""
    )


def _signs(family: Family, sources: Sequence[bytes], generators: Iterable[str]) -> tuple[str, ...]:
    names = {_letters(family.id), _letters(family.name)}
    told = [words for words in generators if any(len(name) >= 4 and name in _letters(words) for name in names)]
    shown = [sign for sign in family.signs if any(sign.lower().encode() in source for source in sources)]
    return (*dict.fromkeys(told), *shown)


def _weight(signs: Sequence[str], family: Family, stories: Collection[str]) -> float:
    if not signs:
        return 0.0
    weight = float(len(signs)) + _GENERATOR_WEIGHT * any(sign not in family.signs for sign in signs)
    if family.article_path is None:
        return weight
    fits = sum(bool(re.search(rf"^https?://[^/?#]+{family.article_path}", url)) for url in stories)
    return weight + 10 if stories and fits >= _MOST * len(stories) else 0.0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
