"""What a portal's file should say of its pages' new form: the fields that are lost, learned anew. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from crawler.portal import NO_SELECTORS, FormerSelectors, Portal, Selectors
from crawler.relearning.addresses import Pattern
from crawler.relearning.bodies import with_guesses
from crawler.relearning.choosing import WRONG, Learned, judge_of, learn_field
from crawler.relearning.forms import split
from crawler.relearning.judging import FIELDS, NOTHING, Tally, by_reading, tally
from crawler.relearning.known import Known
from crawler.relearning.losses import TEXTS, is_lost, still_right
from crawler.relearning.samples import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReport:
    """One field. selector: of the new form, None where the general rules read it; learned: it is a new one.

    pages: on how many pages of the new form it gave what is known; held_out: of those that it was not learned from.
    former, older: the same of the form before. why: what is wanting, where something is.
    """

    field: str
    selector: str | None
    learned: bool
    pages: Tally
    held_out: Tally = NOTHING
    former: str | None = None
    older: Tally = NOTHING
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What to change. pages, older: how many captures of the new form and of the one before it rests on.

    since: the first day of the new form. former: the latest entry of the portal's former selectors, None where none is
    to be added. pattern: for the addresses of stories, where the file's finds the new ones no more. reason: why no
    selectors are proposed; "" where some are.
    """

    selectors: Selectors = NO_SELECTORS
    former: FormerSelectors | None = None
    reports: tuple[FieldReport, ...] = ()
    pages: int = 0
    older: int = 0
    since: date | None = None
    pattern: Pattern | None = None
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to change."""
        return bool(self.reason) and self.pattern is None


def learn(portal: Portal, samples: Sequence[Sample]) -> Proposal:
    """Propose selectors for the newest form of a portal's pages, from captures of any form.

    Nothing is proposed without evidence enough.
    """
    forms = split(samples)
    exposed = [one for one in forms.older if portal.selectors_of(one.day) is portal.selectors]
    older = [_by_own_reading(sample) for sample in exposed]
    pages = with_guesses(_by_earlier_pages(forms.pages, older))
    found = Proposal(
        selectors=portal.selectors,
        pages=len(pages),
        older=len(older),
        since=min((one.day for one in pages), default=None),
    )
    if not samples:
        return replace(found, reason="no page of a story was captured")
    if not pages:
        return replace(found, reason=f"all {len(samples)} captured pages give what is known of them")
    kept = still_right(portal.selectors, pages)
    learned, selectors = _learned(portal.selectors, kept, pages, older)
    former, learned, selectors = _former(portal.selectors, learned, selectors, older, found.since or date.max)
    reports = [_report(field, portal.selectors, selectors, learned, pages, older) for field in FIELDS]
    found = replace(found, reports=tuple(one for one in reports if one.selector or one.former or one.pages.pages))
    if not any(one.css for one in learned.values()):
        return replace(found, reason=_why_none(learned, len(pages)))
    return replace(found, selectors=selectors, former=former)


# what is known


def _by_own_reading(sample: Sample) -> Sample:
    """A page of the form before, which is read well: what its listing does not tell of it, it tells itself."""
    article, known = sample.article, sample.known
    told = Known(
        titles=known.titles or ((article.title,) if article.title else ()),
        days=known.days or frozenset([article.date[:10]] if article.date else []),
        body=article.body or None,
        authors=article.authors,
        tags=article.tags,
        images=tuple(image.url for image in article.images),
    )
    return replace(sample, known=told)


def _by_earlier_pages(pages: Sequence[Sample], older: Sequence[Sample]) -> list[Sample]:
    """The new pages, with what the pages of the form before said of the same stories."""
    records = {sample.story: sample.known for sample in older}
    told = {story: record for story, record in records.items() if record.titles}
    return [replace(one, known=_joined(one.known, told.get(one.story, Known()))) for one in pages]


def _joined(told: Known, record: Known) -> Known:
    return replace(
        record,
        titles=tuple(dict.fromkeys((*told.titles, *record.titles))),
        days=told.days | record.days,
    )


# what is learned


def _learned(
    before: Selectors, kept: Selectors, pages: Sequence[Sample], older: Sequence[Sample]
) -> tuple[dict[str, Learned], Selectors]:
    """Learn the lost fields one after the other: with the selectors found so far the next is read."""
    found: dict[str, Learned] = {}
    selectors = kept
    for field in FIELDS:
        if is_lost(field, before, selectors, pages, older):
            one = learn_field(field, pages, selectors=selectors, spares=_Sparing(field, older))
            found[field] = one
            selectors = _with(selectors, {field: one.css})
    return found, selectors


@dataclass(frozen=True)
class _Sparing:
    """Whether a selector of the new form says nothing wrong of the older pages."""

    field: str
    older: Sequence[Sample]

    def __call__(self, css: str) -> bool:
        judge = judge_of(self.field)
        return tally(judge(sample, css) for sample in self.older).wrong <= WRONG * len(self.older)


def _former(
    before: Selectors, learned: Mapping[str, Learned], selectors: Selectors, older: Sequence[Sample], since: date
) -> tuple[FormerSelectors | None, dict[str, Learned], Selectors]:
    """What the older pages are read by from now on, where the new selectors would not do.

    Where they had none and none can be learned for them, a field whose new selector claims them is given up.
    """
    claiming = [one for one in learned.values() if one.css and not _Sparing(one.field, older)(one.css)]
    moved = any(getattr(before, name) and getattr(before, name) != getattr(selectors, name) for name in TEXTS)
    if not older or not (claiming or moved or before.remove != selectors.remove):
        return None, dict(learned), selectors
    forms = before if before != NO_SELECTORS else _of_older(claiming, older)
    if forms != NO_SELECTORS:
        given: dict[str, Any] = {field.name: getattr(forms, field.name) for field in fields(Selectors)}
        return FormerSelectors(**given, until=_until(older, since)), dict(learned), selectors
    lost = {
        one.field: replace(one, css=None, why=f"{one.css} claims older pages, for which no selector can be learned")
        for one in claiming
    }
    return None, {**learned, **lost}, _with(selectors, dict.fromkeys(lost))


def _with(selectors: Selectors, changed: Mapping[str, Any]) -> Selectors:
    return replace(selectors, **changed)


def _until(older: Sequence[Sample], since: date) -> date:
    """The last day of the form before; a day on which both were fetched is the new one's."""
    return min(max(sample.day for sample in older), since - timedelta(days=1))


def _of_older(claiming: Sequence[Learned], older: Sequence[Sample]) -> Selectors:
    """Selectors of the older pages for the fields that those of the new form would claim; all of them, or none."""
    found = {one.field: learn_field(one.field, older).css for one in claiming}
    return _with(NO_SELECTORS, found) if all(found.values()) else NO_SELECTORS


# what is told


def _report(
    field: str,
    before: Selectors,
    selectors: Selectors,
    learned: Mapping[str, Learned],
    pages: Sequence[Sample],
    older: Sequence[Sample],
) -> FieldReport:
    one = learned.get(field, Learned(field=field))
    css, former = getattr(selectors, field), getattr(before, field)
    return FieldReport(
        field=field,
        selector=css,
        learned=one.css is not None,
        pages=one.pages if one.css else _given(field, css, selectors, pages),
        held_out=one.held_out,
        former=former,
        older=_given(field, former, before, older),
        why=one.why,
    )


def _given(field: str, css: str | None, selectors: Selectors, samples: Sequence[Sample]) -> Tally:
    """On how many pages a selector, or without one the whole reading, gives what is known."""
    if css:
        judge = judge_of(field, selectors)
        return tally(judge(sample, css) for sample in samples)
    return tally(by_reading(sample, field, sample.article) for sample in samples)


def _why_none(learned: Mapping[str, Learned], pages: int) -> str:
    told = "; ".join(f"{one.field}: {one.why}" for one in learned.values() if one.why)
    return f"{pages} pages of the new form; {told}" if told else f"{pages} pages of the new form lose no known field"
