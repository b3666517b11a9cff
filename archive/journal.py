"""What became of each visit, written beside its captures: with it, the database can be made anew from the files alone.

An entry is the content of a WARC `metadata` record: JSON. It tells what no page tells: when, for which run, what the
address was taken for, what the listing had said of the story, which addresses were new, and the story's number. What
the page itself tells is read again from the captured page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from archive.article import Translation
from archive.errors import CaptureError
from archive.frontier import NewAddress, State
from archive.text import clean
from archive.visits import Visit

VISIT, ALIAS, EVIDENCE = "visit", "alias", "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the files a record begins."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a visit's article was to the archive: its number, the address its page calls its own, its translations."""

    id: int
    url: str | None = None
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. at: UTC, seconds. run_id: the run. previous: the portal's link in the hash chain before this entry.

    visit: for a visit, without its article. page: the captured page that it brought. story: where it was one, or of an
    alias, the story it is another address of.
    """

    event: str
    at: str
    previous: str
    visit: Visit | None = None
    page: Place | None = None
    story: Story | None = None
    alias_of: str | None = None


def of_visit(
    visit: Visit, at: str, previous: str, found: Iterable[NewAddress], page: Place | None, article_id: int | None
) -> Entry:
    """The entry of a visit that was stored. found: the addresses among its own that were unknown."""
    article = visit.article
    story = None
    if article is not None and article_id is not None:
        story = Story(id=article_id, url=article.url, translations=article.translations)
    media = replace(visit.media, text=None) if visit.media else None  # it is read again
    told = replace(visit, article=None, sample=None, removed=(), exchanges=(), found=tuple(found), media=media)
    return Entry(event=VISIT, at=at, previous=previous, visit=told, page=page, story=story)


def of_alias(url: str, story: str, at: str, previous: str, portal: str) -> Entry:
    """The entry of an address that was found to be another one of a story, without a visit of its own."""
    visit = Visit(portal=portal, url=url, state=State.DONE)
    return Entry(event=ALIAS, at=at, previous=previous, visit=visit, alias_of=story)


def of_evidence(visit: Visit, at: str, previous: str) -> Entry:
    """The entry of what a listing told of a story's withdrawal: as of a visit that was none."""
    return Entry(event=EVIDENCE, at=at, previous=previous, visit=visit)


def encode(entry: Entry) -> bytes:
    """Write an entry as JSON; what is nothing, or as it usually is, is left out."""
    return msgspec.json.encode(_pruned(msgspec.to_builtins(entry)))


def decode(content: bytes) -> Entry:
    """Read an entry. Raises CaptureError where it is none of ours."""
    try:
        return msgspec.json.decode(content, type=Entry)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise CaptureError(f"no entry of a journal: {error}") from error


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        pairs = ((name, _pruned(part)) for name, part in value.items())
        return {name: part for name, part in pairs if part is not None and part is not False and part != []}
    if isinstance(value, (list, tuple)):
        return [_pruned(part) for part in value]
    return clean(value) if isinstance(value, str) else value
