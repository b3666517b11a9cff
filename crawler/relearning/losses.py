"""Which fields the pages of a new form do not give any more. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from crawler.extraction.selectors import select_any
from crawler.portal import Selectors
from crawler.relearning.choosing import judge_of
from crawler.relearning.judging import FIELDS, LISTS, by_reading, tally
from crawler.relearning.samples import Sample

FINE = 0.85  # share of the pages that tell a field on which it is read right: nothing is to be learned
ALIVE = 0.5  # share of the pages on which a selector finds anything
TEXTS = tuple(field.name for field in fields(Selectors) if field.name != "remove")


def still_right(before: Selectors, pages: Sequence[Sample]) -> Selectors:
    """The selectors without those that find nothing, or the wrong thing, on the new pages."""
    kept = {name: css for name in TEXTS if (css := getattr(before, name)) and _still_finds(name, css, pages)}
    return Selectors(**kept, remove=tuple(css for css in before.remove if _alive(css, pages)))


def _still_finds(field: str, css: str, pages: Sequence[Sample]) -> bool:
    if not _alive(css, pages):
        return False
    if field not in FIELDS:
        return True
    judge = judge_of(field)
    found = tally(judge(sample, css) for sample in pages)
    return not found.pages or found.share >= FINE


def _alive(css: str, pages: Sequence[Sample]) -> bool:
    found = sum(bool(select_any(sample.tree, css)) for sample in pages)
    return found > 0 and found >= ALIVE * len(pages)


def is_lost(field: str, before: Selectors, now: Selectors, pages: Sequence[Sample], older: Sequence[Sample]) -> bool:
    """Whether the pages do not give the field any more, or a selector of the portal's file does not find it."""
    if getattr(before, field) and not getattr(now, field):
        return True
    found = tally(by_reading(sample, field, sample.read_with(now)) for sample in pages)
    if field not in LISTS:
        return found.pages > 0 and found.share < FINE
    # Names and pictures can be read in more than one right way: they are lost where they are hardly ever read so.
    had = tally(by_reading(sample, field, sample.article) for sample in older)
    return found.pages > 0 and found.share < ALIVE and had.pages > ALIVE * len(older)
