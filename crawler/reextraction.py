"""`envnews reextract`: stored pages read by today's rules. Nothing is fetched; no revision is made or unmade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from archive import Archive
from archive.filters import Filters
from archive.readings import Readable, differences
from crawler.extraction.rules import rules
from crawler.extraction.template import SiteTemplate
from crawler.portal import Portal
from crawler.portal_facts import portal_of
from crawler.reading import Listed
from crawler.registry import Registry
from crawler.rereading import read_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Reextracted:
    """What another reading of a revision says otherwise: old and new value by field. fault: why it was not read."""

    id: int
    revision: int
    title: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    fault: str | None = None


def reextract(archive: Archive, registry: Registry, filters: Filters, *, dry_run: bool) -> Iterator[Reextracted]:
    """Read the captured pages of the chosen stories again, every revision; keep what they say unless `dry_run`.

    Each revision is a transaction of its own: a reading that is stopped goes on at the next call.
    """
    readers: dict[str, _Reader | None] = {}
    for revision in archive.readable(filters):
        if revision.portal not in readers:
            readers[revision.portal] = _reader(archive, registry, revision.portal)
        yield _reextract(archive, readers[revision.portal], revision, dry_run=dry_run)


@dataclass(frozen=True)
class _Reader:
    portal: Portal
    template: SiteTemplate


def _reader(archive: Archive, registry: Registry, portal_id: str) -> _Reader | None:
    portal = portal_of(portal_id, archive.portal_facts(portal_id), registry)
    if portal is None:
        return None
    chrome = archive.site_chrome(portal_id)
    return _Reader(portal, SiteTemplate(frozenset(chrome.marks) - chrome.kept))


def _reextract(archive: Archive, reader: _Reader | None, revision: Readable, *, dry_run: bool) -> Reextracted:
    record = archive.get(revision.article_id, revision.revision)
    told = Reextracted(id=record.id, revision=record.revision, title=record.title)
    if revision.capture_id is None:
        return replace(told, fault="its page was not captured")
    if reader is None:
        return replace(told, fault="neither the registry nor the captures say what its portal is")
    listed = Listed(title=revision.listed_title, date=revision.listed_date)
    reread = read_capture(archive, revision.capture_id, reader.portal, reader.template, listed)
    if reread is None:
        return replace(told, fault="its capture cannot be read")
    changes = differences(record, reread.article)
    if changes and not dry_run:
        archive.read_again(revision, reread.article, rules())
    return replace(told, changes=changes)
