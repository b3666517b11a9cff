"""A page beside its site's template: what is taken out of its story.

What recurs goes from the story's edges; between its paragraphs only where it is a box of its own, a sentence or a link.
The labels of a form and the subheadings that many stories share stand amid unique text, and stay.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.article import Attachment
from crawler.extraction.address import absolute
from crawler.extraction.blocks import HEADINGS, Layout, Picture
from crawler.extraction.body import Body, is_prose
from crawler.extraction.marks import marks_of, source_of
from crawler.extraction.template import SiteTemplate

BOX = 2  # blocks; a container with fewer is a line, and may be a subheading
NO_BOX = frozenset({"tr", "p", "li", "dt", "dd", "td", "th", "blockquote", *HEADINGS})  # parts of a story's own lists
LINKS = 0.5  # the share of links from which on a block leads elsewhere


@dataclass(frozen=True, slots=True)
class Removed:
    """A block or picture that was left out of a story as its site's chrome: the mark it is known by, and its text."""

    mark: str
    text: str


class SitePage:
    """What a template makes of one page."""

    def __init__(self, layout: Layout, template: SiteTemplate) -> None:
        self.layout = layout
        self.template = template
        self.marks = marks_of(layout)
        self.recurring = template.recurring(self.marks)

    def choose(self, find: Callable[..., Body]) -> tuple[Body, tuple[int, ...]]:
        """The page's body, and the blocks of chrome that were taken for it at first: a banner longer than the story.

        find: `find_body` for this page, which takes the keyword argument `recurring`.
        """
        found = find()
        constant = self.recurring - self._changing(self.recurring)
        if 2 * self._size(constant.intersection(found.kept)) <= self._size(found.kept):
            return found, ()
        other = find(recurring=constant)
        if self._size(set(other.kept) - constant) <= self._size(set(found.kept) - constant):
            return found, ()
        return other, tuple(number for number in found.kept if number in constant and number not in other.kept)

    def strip(self, kept: Sequence[int]) -> tuple[int, ...]:
        """The numbers of a story's blocks without those that are the site's."""
        recurring = self.recurring.intersection(kept)
        changing = self._changing(recurring)
        if self._size(changing) > self._size(set(kept) - recurring):
            recurring -= changing  # a bulletin made by a form: its numbers are the news
        if all(number in recurring or self.layout.blocks[number].tag in HEADINGS for number in kept):
            return tuple(kept)
        out = set(_left_out(self.layout, kept, recurring, changing)) if recurring else set()
        return tuple(number for number in kept if number not in out)

    def without_pictures(self) -> Layout:
        """The layout without the pictures that recur: logos, banners, what stands in for a picture."""
        if self.template.chrome.isdisjoint(self.marks.pictures):
            return self.layout
        return replace(
            self.layout, pictures=[picture for picture, mark in self._pictures() if not self._is_chrome(mark)]
        )

    def without_links(self, attachments: tuple[Attachment, ...], url: str | None) -> tuple[Attachment, ...]:
        """The attachments without those that only the site's chrome links to."""
        if not attachments or not self.recurring:
            return attachments
        own: set[str | None] = set()
        for number, block in enumerate(self.layout.blocks):
            if block.linked and number not in self.recurring:
                own.update(absolute(target, url) for _, target, _ in block.runs if target)
        return tuple(attachment for attachment in attachments if attachment.url in own)

    def own_marks(self, kept: Sequence[int]) -> frozenset[str]:
        """The marks of a story's blocks and of the page's pictures."""
        return frozenset((*self.marks.of(kept), *self.marks.pictures))

    def removed(
        self, kept: Sequence[int], left: Sequence[int], pictures: Sequence[str], url: str | None
    ) -> tuple[Removed, ...]:
        """What is missing from a story: of its blocks `kept` all but `left`, and its `pictures` at these addresses."""
        out = [number for number in kept if number not in set(left)]
        marks = [(self.template.knows(self.marks.blocks[number]), number) for number in out]
        texts = [Removed(mark, self.layout.blocks[number].text) for mark, number in marks if mark]
        sources = {absolute(source_of(picture), url): mark for picture, mark in self._pictures()}
        return (*texts, *(Removed(sources[address], address) for address in pictures if address in sources))

    def _changing(self, recurring: frozenset[int]) -> frozenset[int]:
        """Those of the recurring blocks whose numbers differ from page to page."""
        chrome = self.template.chrome
        return frozenset(number for number in recurring if self.marks.blocks[number].literal not in chrome)

    def _pictures(self) -> Iterable[tuple[Picture, str]]:
        return zip(self.layout.pictures, self.marks.pictures, strict=True)

    def _is_chrome(self, mark: str) -> bool:
        return mark in self.template.chrome

    def _size(self, numbers: Iterable[int]) -> int:
        return sum(self.layout.blocks[number].size for number in numbers)


def _left_out(
    layout: Layout, kept: Sequence[int], recurring: frozenset[int], changing: frozenset[int]
) -> Iterator[int]:
    """Of the blocks that recur: those at the story's edges, the boxes, and sentences and links that stay the same."""
    boxes = _Boxes(layout, kept, recurring)
    for run in _runs(kept, recurring):
        if run[-1] == kept[-1]:
            yield from run
            continue
        if run[0] == kept[0]:
            yield from _without_last_headings(layout, run)
            continue
        for number in run:
            block = layout.blocks[number]
            says = number not in changing and (is_prose(block) or block.density > LINKS)
            if says or boxes.hold(block.section):
                yield number


def _without_last_headings(layout: Layout, run: Sequence[int]) -> Sequence[int]:
    """What opens a story, but for the headings of what follows."""
    end = len(run)
    while end and layout.blocks[run[end - 1]].tag in HEADINGS:
        end -= 1
    return run[:end]


def _runs(kept: Sequence[int], recurring: frozenset[int]) -> list[list[int]]:
    """The unbroken sequences of recurring blocks."""
    runs: list[list[int]] = [[]]
    for number in kept:
        if number in recurring:
            runs[-1].append(number)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


class _Boxes:
    """Which containers hold several blocks of a story, all of them recurring."""

    def __init__(self, layout: Layout, kept: Sequence[int], recurring: frozenset[int]) -> None:
        self.layout = layout
        self.kept = sorted(kept)
        self.unique = sorted(set(kept) - recurring)

    def hold(self, section: int) -> bool:
        """Whether a section stands in such a container."""
        for number in self.layout.ancestors(section):
            around = self.layout.sections[number]
            if _count(self.unique, around.start, around.end):
                return False
            if around.tag not in NO_BOX and _count(self.kept, around.start, around.end) >= BOX:
                return True
        return False


def _count(numbers: Sequence[int], start: int, end: int) -> int:
    return bisect_left(numbers, end) - bisect_left(numbers, start)
