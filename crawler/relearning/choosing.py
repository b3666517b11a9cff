"""One field's selector, learned from pages and tried on others that it was not learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import log2
from statistics import fmean

from crawler.extraction.selectors import select, select_any
from crawler.portal import NO_SELECTORS, Selectors
from crawler.relearning.candidates import Candidate, selectors_of
from crawler.relearning.holders import Holder, text_of
from crawler.relearning.judging import (
    LISTS,
    NOTHING,
    Tally,
    Verdict,
    by_reading,
    by_selector,
    holders_of,
    is_known,
    tally,
)
from crawler.relearning.known import shared
from crawler.relearning.samples import Sample

FEWEST = 4  # pages of stories that tell a field
FEWEST_VALUES = 2  # different ones among them
RIGHT = 0.8  # share of the pages on which a selector gives the known value
WRONG = 0.1  # share on which it may give another
_TRIED = 120  # selectors that are tried on the pages they come from
_TRIED_BODIES = 8  # whole readings are dear
_FINALISTS = 12
_FAR = 0.2  # cost of a step between a field and the headline
_WIDE = 12.0  # cost of a text that is none of the known body
_LOOSER = 1.5  # cost of an element around the one that holds a body closest

Judge = Callable[[Sample, str], Verdict | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A field's selector, or (css is None) why there is none.

    pages: on all pages of the form that tell the field; held_out: on those that it was not learned from.
    """

    field: str
    css: str | None = None
    pages: Tally = NOTHING
    held_out: Tally = NOTHING
    why: str = ""


def judge_of(field: str, selectors: Selectors = NO_SELECTORS) -> Judge:
    """How a selector of a field is tried. selectors: the others, with which a body is read."""
    return partial(_body, selectors) if field == "body" else lambda sample, css: by_selector(sample, field, css)


def _body(selectors: Selectors, sample: Sample, css: str) -> Verdict | None:
    if sample.known.body is None:
        return None
    chosen = select(sample.tree, css)
    if not chosen:
        return Verdict.NONE
    return by_reading(sample, "body", sample.read_with(replace(selectors, body=css)))


def learn_field(
    field: str,
    samples: Sequence[Sample],
    *,
    selectors: Selectors = NO_SELECTORS,
    spares: Callable[[str], bool] = lambda _: True,
) -> Learned:
    """Learn from every other page, try on the rest.

    selectors: those of other fields. spares: whether a selector leaves the older pages as they are; one that does is
    taken before one that does not.
    """
    holding = [(sample, found) for sample in samples if (found := holders_of(sample, field))]
    why = _too_thin(field, samples, len(holding))
    if why:
        return Learned(field=field, why=why)
    judge = judge_of(field, selectors)
    lessons, rest = holding[::2], [sample for sample, _ in holding[1::2]]
    ranked = _ranked(field, lessons, judge)
    fit: list[Learned] = []
    for one in ranked[:_FINALISTS]:
        held_out = tally(judge(sample, one.css) for sample in rest)
        if not _suffices(held_out):
            continue
        pages = tally(judge(sample, one.css) for sample in samples)
        fit.append(Learned(field=field, css=one.css, pages=pages, held_out=held_out))
        if spares(one.css):
            return fit[-1]
    if fit:
        return fit[0]
    return Learned(field=field, why=f"no selector gives it on {RIGHT:.0%} of the {len(holding)} pages that tell it")


def _too_thin(field: str, samples: Sequence[Sample], holding: int) -> str:
    known = [sample for sample in samples if is_known(sample, field)]
    if len({sample.story for sample in known}) < FEWEST:
        return f"known of {len({sample.story for sample in known})} stories only, {FEWEST} are needed"
    if holding < FEWEST or holding < len(known) / 2:
        return f"the known value stands on {holding} of {len(known)} pages only"
    values = {str(value_of(sample, field)) for sample in known}
    if len(values) < FEWEST_VALUES:
        return "all pages tell the same"
    return ""


def value_of(sample: Sample, field: str) -> object:
    """The known value itself."""
    known = sample.known
    return {
        "title": known.titles,
        "date": sorted(known.days),
        "body": known.body,
        "author": known.authors,
        "tags": known.tags,
        "images": known.images,
    }[field]


def _ranked(field: str, lessons: Sequence[tuple[Sample, list[Holder]]], judge: Judge) -> list[Candidate]:
    """The selectors that do well on the pages they come from, the best first."""
    costs: defaultdict[str, list[float]] = defaultdict(list)
    for sample, found in lessons:
        for css, cost in _of_page(field, sample, found).items():
            costs[css].append(cost)
    common = [Candidate(fmean(each), css) for css, each in costs.items() if len(each) >= RIGHT * len(lessons) - 1]
    tried = sorted(common)[: _TRIED_BODIES if field == "body" else _TRIED]
    scored = [(tally(judge(sample, one.css) for sample, _ in lessons), one) for one in tried]
    good = [(found.wrong - found.right, _weighed(field, one, lessons)) for found, one in scored if _suffices(found)]
    return [one for _, one in sorted(good)]


def _weighed(field: str, one: Candidate, lessons: Sequence[tuple[Sample, list[Holder]]]) -> Candidate:
    """A selector with the cost of what it finds beside the value: other elements, other text."""
    found = [len(select_any(sample.tree, one.css)) for sample, _ in lessons]
    several = 0.0 if field in LISTS else log2(max(1.0, fmean(found)))
    wide = _too_wide(lessons, one.css) if field == "body" else 0.0
    return Candidate(round(one.cost + several + wide, 2), one.css)


def _too_wide(lessons: Sequence[tuple[Sample, list[Holder]]], css: str) -> float:
    """The cost of what stands in the chosen elements beside the known body."""
    held = [
        shared(text_of(chosen[0]), sample.known.body or "")[1]
        for sample, _ in lessons
        if (chosen := select(sample.tree, css))
    ]
    return _WIDE * (1 - fmean(held)) if held else 0.0


def _of_page(field: str, sample: Sample, found: list[Holder]) -> dict[str, float]:
    """What could find the known value on a page: the more, the farther from the headline it stands."""
    costs: dict[str, float] = {}
    of_today = field == "date" and sample.day.isoformat() in sample.known.days  # so is the clock of the site
    far = _FAR * (1 + 3 * of_today)
    for rank, (element, ending) in enumerate(found):
        beside = _LOOSER * rank if field == "body" else far * sample.steps_to_headline(element)
        for one in selectors_of(element, field, ending):
            costs[one.css] = min(one.cost + beside, costs.get(one.css, 99.0))
    return costs


def _suffices(found: Tally) -> bool:
    return found.pages > 0 and found.share >= RIGHT and found.wrong <= WRONG * found.pages
