"""Which of a portal's captured pages have its new form: those from the day on which reading began to fail. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.selectors import select_any
from crawler.relearning.judging import Verdict, by_reading
from crawler.relearning.known import is_title, shared
from crawler.relearning.samples import Sample

# How much more likely a page of a form that nobody has told us of fails than one of a known form; logarithms.
_FAILS, _WELL = 1.8, -0.8
_SHORTEST = 60  # characters of a body; with less, none was found
_ALIKE = 0.3  # share of an earlier reading's body that a later one keeps at least
_TELLING = 0.6  # difference of shares from which a name tells the two forms apart
_FEWEST_NAMES = 3
_SELECTED = ("title", "date", "body")


@dataclass(frozen=True, slots=True)
class Forms:
    """The samples in order of time: those of the form before, and those of the new one (none where reading is well)."""

    older: tuple[Sample, ...]
    pages: tuple[Sample, ...]


def split(samples: Sequence[Sample]) -> Forms:
    """Tell the new form from the one before, by where reading fails and then by what the pages' elements are named."""
    ordered = sorted(samples, key=lambda sample: sample.moment)
    first = _turn([_FAILS if fails(sample, ordered) or is_lost else _WELL for sample, is_lost in _unselected(ordered)])
    older, pages = ordered[:first], ordered[first:]
    if not older or not pages:
        return Forms(tuple(older), tuple(pages))
    looks = [sample.names for sample in ordered]
    lean = Lean(looks[:first], looks[first:])
    if not lean.tells:
        return Forms(tuple(older), tuple(pages))
    new = [sample for sample, names in zip(ordered, looks, strict=True) if lean.of(names) > 0]
    since = new[0].moment if new else ""
    return Forms(tuple(one for one in ordered if one not in new and one.moment < since), tuple(new))


def _unselected(samples: Sequence[Sample]) -> Iterator[tuple[Sample, bool]]:
    """Each page, and whether most selectors of the portal's file that find anything at all find nothing on it."""
    found = [
        {name: bool(select_any(one.tree, css)) for name in _SELECTED if (css := getattr(one.selectors, name))}
        for one in samples
    ]
    alive = {name for each in found for name, finds in each.items() if finds}
    for sample, each in zip(samples, found, strict=True):
        told = [finds for name, finds in each.items() if name in alive]
        yield sample, bool(told) and 2 * sum(told) < len(told)


def fails(sample: Sample, samples: Sequence[Sample]) -> bool:
    """Whether a reading lacks title or body, contradicts what a listing told, or what the page said earlier."""
    article = sample.article
    if not article.title or (len(article.body) < _SHORTEST and not article.attachments and not article.images):
        return True
    if any(by_reading(sample, field, article) in {Verdict.WRONG, Verdict.NONE} for field in ("title", "date")):
        return True
    earlier = [one for one in samples if one.story == sample.story and one.moment < sample.moment]
    return bool(earlier) and _differs(sample, earlier[0])


def _differs(sample: Sample, earlier: Sample) -> bool:
    """Whether a reading differs from an earlier one by more than an editor's hand."""
    now, then = sample.article, earlier.article
    lost = (then.date and not now.date) or (then.images and not now.images) or (then.authors and not now.authors)
    if lost or not is_title(now.title, [then.title]):
        return True
    return len(then.body) >= _SHORTEST and shared(now.body, then.body)[0] < _ALIKE


def _turn(weights: Sequence[float]) -> int:
    """From where on the pages speak for a new form most clearly; their number where they do not."""
    best, first, total = 0.0, len(weights), 0.0
    for number in range(len(weights) - 1, -1, -1):
        total += weights[number]
        if total > best:
            best, first = total, number
    return first


# by names


class Lean:
    """To which of two forms a page's names lean."""

    def __init__(self, older: Sequence[frozenset[str]], pages: Sequence[frozenset[str]]) -> None:
        before, now = Counter(name for one in older for name in one), Counter(name for one in pages for name in one)
        shares = {name: now[name] / len(pages) - before[name] / len(older) for name in before | now}
        self.telling = {name: share for name, share in shares.items() if abs(share) >= _TELLING}

    @property
    def tells(self) -> bool:
        """Whether there are names enough that tell the forms apart."""
        return len(self.telling) >= _FEWEST_NAMES

    def of(self, names: frozenset[str]) -> float:
        """Above 0 for a page of the new form."""
        return sum(share if name in names else -share for name, share in self.telling.items())
