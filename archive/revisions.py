"""Is what a visit brought a new story, a changed one, the same, or another address of a known one? Pure.

A story's text is followed at one address, the one it was read from; only there does different content make a new
revision. Print copies and other addresses of the story render it a little differently, and must not look like edits.
Where the followed address is a copy or is dead, a better one takes its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.article import Article
from archive.fold import fold

NEAR = 0.9  # share of common shingles from which two bodies are one text
RELATED = 0.5  # share of the shorter body in the longer from which a page that claims a story's address is believed
_SHINGLE = 4
_COMPARED = 200_000  # characters of a body that are compared at most
_NUMBER = re.compile(r"\d+")


class Verdict(StrEnum):
    """What a sighting is to the archive."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ALIAS = "alias"  # another address of a known story
    EARLIER = "earlier"  # an imported page, older than what is known of its story: evidence, and no revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A page as it was read. url: the address visited; is_copy: a print copy or the like.

    capture_id: the raw page. read_by: the rules it was read by.
    """

    url: str
    article: Article
    is_copy: bool = False
    capture_id: int | None = None
    read_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored story that the sighting may be of.

    followed: the address its text was read from; is_copy, alive: of that address.
    attached: the visited address is already known as one of the story's; claimed: the page names one of the story's
    addresses as its own, or redirected to it. translated: one of the two names the other as its translation.
    """

    id: int
    url: str
    followed: str
    title: str
    date: str | None
    body: str
    content_hash: str
    is_copy: bool = False
    alive: bool = True
    attached: bool = False
    claimed: bool = False
    translated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """known: the story in question, None for a new one. replace: its content gives way to what was read now."""

    verdict: Verdict
    known: Known | None = None
    replace: bool = False


def decide(sighting: Sighting, candidates: Sequence[Known]) -> Decision:
    """Judge a sighting. Candidates: stories by address, by content and by title; their order decides between equals."""
    for known in sorted(candidates, key=lambda known: (not known.attached, not known.claimed)):
        if known.attached and sighting.url == known.followed:
            return _followed(sighting, known)
        if _is_same_story(sighting, known) and _may_be_one(sighting, known):
            return _elsewhere(sighting, known)
    return Decision(verdict=Verdict.NEW)


def _followed(sighting: Sighting, known: Known) -> Decision:
    if sighting.article.content_hash == known.content_hash:
        return Decision(verdict=Verdict.SAME, known=known)
    return Decision(verdict=Verdict.CHANGED, known=known, replace=True)


def _elsewhere(sighting: Sighting, known: Known) -> Decision:
    """Judge the story at another address than the followed one."""
    verdict = Verdict.ALIAS
    if sighting.article.content_hash == known.content_hash and known.attached:
        verdict = Verdict.SAME
    if known.is_copy and not sighting.is_copy:
        return Decision(verdict=verdict, known=known, replace=True)
    if known.alive or sighting.is_copy:
        return Decision(verdict=verdict, known=known)
    if not near(sighting.article.body, known.body):
        verdict = Verdict.CHANGED
    return Decision(verdict=verdict, known=known, replace=True)


def _is_same_story(sighting: Sighting, known: Known) -> bool:
    """By its address a story is taken for the same unless its text says otherwise; without, it has to be proved.

    A claim alone counts little: many pages name the home page or their section as their canonical address.
    """
    article = sighting.article
    if known.attached or known.claimed:
        is_believed = _is_related(article, known) and (known.attached or _agree(article, known))
        return sighting.url == known.url or is_believed
    if article.content_hash == known.content_hash:
        return bool(article.body or article.images or article.attachments)
    return (
        title_key(article.title) == title_key(known.title)
        and _same_day(article.date, known.date)
        and near(article.body, known.body)
    )


def _agree(article: Article, known: Known) -> bool:
    """Whether headline or day speak for one story: texts from one form resemble each other, whatever they are about."""
    return title_key(article.title) == title_key(known.title) or _same_day(article.date, known.date)


def _may_be_one(sighting: Sighting, known: Known) -> bool:
    """Translations are different stories; but many portals show one text in every edition until it is translated."""
    article = sighting.article
    if not known.translated or article.content_hash == known.content_hash:
        return True
    return title_key(article.title) == title_key(known.title) and near(article.body, known.body)


def _is_related(article: Article, known: Known) -> bool:
    if article.body and known.body:
        return overlap(article.body, known.body) >= RELATED
    return bool(article.title) and title_key(article.title) == title_key(known.title)


def _same_day(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one[:10] == other[:10]


def title_key(title: str) -> str:
    """Write a headline without case, spacing and forms of the same character.

    >>> title_key("  Thông  BÁO ")
    'thông báo'
    """
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def near(one: str, other: str) -> bool:
    """Whether two bodies are one text. Bulletins from a form differ in their figures alone, and those are the news."""
    first, second = Counter(_NUMBER.findall(one[:_COMPARED])), Counter(_NUMBER.findall(other[:_COMPARED]))
    return (first <= second or second <= first) and similarity(one, other) >= NEAR


def similarity(one: str, other: str) -> float:
    """Share of common word shingles (characters, in scripts without spaces), 0 to 1; texts without words have none.

    >>> similarity("a b c d e", "a b c d e"), similarity("a b c d e", "v w x y z")
    (1.0, 0.0)
    """
    first, second = _shingles(one), _shingles(other)
    union = len(first | second)
    return len(first & second) / union if union else 0.0


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's shingles that are in the longer, 0 to 1.

    >>> overlap("a b c d e", "a b c d e f g h i j k l m n o p")
    1.0
    """
    first, second = _shingles(one), _shingles(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = fold(text[:_COMPARED]).split()
    if len(words) < _SHINGLE:
        return {tuple(words)} if words else set()
    return set(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
