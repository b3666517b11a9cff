"""A page beside its site's template: what is taken out of its story.

What recurs goes from the story's edges; between its paragraphs only where it is a box of its own, a sentence or a link.
The labels of a form and the subheadings that many stories share stand amid unique text, and stay.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.article import Article, Removed
from crawler.extraction.address import absolute
from crawler.extraction.blocks import HEADINGS, Layout
from crawler.extraction.body import Body, is_prose
from crawler.extraction.images.source import enlarged, identity, source
from crawler.extraction.marks import mark_of_summary, marks_of
from crawler.extraction.template import SiteTemplate

BOX = 2  # blocks; a container with fewer is a line, and may be a subheading
NO_BOX = frozenset({"tr", "p", "li", "dt", "dd", "td", "th", "blockquote", *HEADINGS})  # parts of a story's own lists
PARAGRAPHS = frozenset({"p", "li", "dd", "dt", "blockquote"})
LINKS = 0.5  # the share of links from which on a block leads elsewhere


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, and how the site's template bears on it.

    marks: of all blocks and pictures that may recur on the site's other pages. own_marks: of those in the story, with
    what the template took out of it. removed: what it took out.
    """

    article: Article
    marks: frozenset[str] = frozenset()
    own_marks: frozenset[str] = frozenset()
    removed: tuple[Removed, ...] = ()


class SitePage:
    """One page beside its site's template. Remembers what it takes out; without a template, nothing.

    layout: the page's, without the pictures that recur.
    """

    def __init__(self, layout: Layout, template: SiteTemplate | None) -> None:
        self.whole = self.layout = layout
        self.template = template or SiteTemplate()
        self.marks = marks_of(layout) if template is not None else None
        self.recurring = self.template.recurring(self.marks) if self.marks else frozenset()
        self.story: list[int] = []  # the story's blocks with those that were taken out
        self.taken: list[int] = []
        if self.marks and not self.template.chrome.isdisjoint(self.marks.pictures):
            pictures = zip(layout.pictures, self.marks.pictures, strict=True)
            own = [picture for picture, mark in pictures if mark not in self.template.chrome]
            self.layout = replace(layout, pictures=own)

    def choose(self, find: Callable[..., Body]) -> Body:
        """The page's body. Chrome that would be taken for it, as a banner longer than the story, is passed over.

        find: `find_body` for this page, which takes the keyword argument `recurring`.
        """
        found = find()
        constant = self.recurring - self._changing(self.recurring)
        if not constant or 2 * self._size(constant.intersection(found.kept)) <= self._size(found.kept):
            return found
        other = find(recurring=constant)
        if self._size(set(other.kept) - constant) <= self._size(set(found.kept) - constant):
            return found
        passed = [number for number in found.kept if number in constant and number not in other.kept]
        self.story += passed
        self.taken += passed
        return other

    def strip(self, body: Body) -> Body:
        """The body without what is the site's."""
        self.story += body.kept
        recurring = self.recurring.intersection(body.kept)
        changing = self._changing(recurring)
        if self._size(changing) > self._size(set(body.kept) - recurring):
            recurring -= changing  # a bulletin made by a form: its numbers are the news
        if all(number in recurring or self.whole.blocks[number].tag in HEADINGS for number in body.kept):
            return body
        recurring -= self._in_own_paragraphs(set(body.kept) - recurring, recurring)
        out = set(_left_out(self.whole, body.kept, recurring, changing)) if recurring else set()
        self.taken += sorted(out)
        return replace(body, kept=tuple(number for number in body.kept if number not in out))

    def account(self, article: Article, story: Body, hidden: Sequence[str], url: str | None) -> Extraction:
        """The article without the documents of the chrome and the site's description, and what the template did.

        story: as it was rendered. hidden: the addresses of the pictures that the template took out of it.
        """
        if self.marks is None:
            return Extraction(article)
        links = self._chrome_links(url) if article.attachments else {}
        offered = [attachment for attachment in article.attachments if attachment.url in links]
        signed = set(self.story) - set(self.taken) - set(story.kept)
        said = [(mark_of_summary(article.summary), article.summary)] if article.summary else []
        of_site = [Removed(mark=mark, text=text) for mark, text in said if mark in self.template.chrome]
        marks = {mark for mark, _ in said}
        return Extraction(
            replace(
                article,
                summary=None if of_site else article.summary,
                attachments=tuple(each for each in article.attachments if each not in offered),
            ),
            marks=frozenset(self.marks.all()) - frozenset(self.marks.of(signed)) | marks,
            own_marks=frozenset((*self.marks.of(self.story), *self.marks.pictures, *marks)),
            removed=(
                *of_site,
                *(Removed(mark=mark, text=self.whole.blocks[number].text) for number, mark in self._known(self.taken)),
                *self._removed_pictures(hidden, url),
                *(Removed(mark=links[attachment.url], text=attachment.url) for attachment in offered),
            ),
        )

    def _in_own_paragraphs(self, unique: Iterable[int], recurring: frozenset[int]) -> frozenset[int]:
        """The recurring lines of paragraphs whose other lines are the story's: "Place", "Date", "Time" of an event."""
        own = {self.whole.blocks[number].section for number in unique}
        own = {section for section in own if self.whole.sections[section].tag in PARAGRAPHS}
        return frozenset(number for number in recurring if self.whole.blocks[number].section in own)

    def hides_pictures(self, body: Body) -> bool:
        """Whether a picture that recurs stands in the story."""
        if self.layout is self.whole or body.section < 0:
            return False
        section = self.whole.sections[body.section]
        own = set(self.layout.pictures)
        return any(
            section.start <= picture.position <= section.end for picture in self.whole.pictures if picture not in own
        )

    def _removed_pictures(self, hidden: Sequence[str], url: str | None) -> Iterator[Removed]:
        if self.marks and hidden:
            pictures = zip(self.whole.pictures, self.marks.pictures, strict=True)
            sources = ((source(picture.element, url), picture.link, mark) for picture, mark in pictures)
            marks = {identity(enlarged(address, link, url)): mark for address, link, mark in sources if address}
            yield from (
                Removed(mark=marks[name], text=address) for address in hidden if (name := identity(address)) in marks
            )

    def _known(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Blocks with the marks by which they are chrome."""
        for number in numbers:
            mark = self.template.knows(self.marks.blocks[number]) if self.marks else None
            if mark:
                yield number, mark

    def _chrome_links(self, url: str | None) -> dict[str, str]:
        """What only blocks of the site's chrome link to, with the mark of the block."""
        chrome: dict[str, str] = {}
        for number, mark in self._known(sorted(self.recurring)):
            chrome |= dict.fromkeys(self._targets(number, url), mark)
        for number, block in enumerate(self.whole.blocks):
            if chrome and block.linked and number not in self.recurring:
                for target in self._targets(number, url):
                    chrome.pop(target, None)
        return chrome

    def _targets(self, number: int, url: str | None) -> list[str]:
        targets = (absolute(target, url) for _, target, _ in self.whole.blocks[number].runs if target)
        return [target for target in targets if target]

    def _changing(self, recurring: frozenset[int]) -> frozenset[int]:
        """Those of the recurring blocks whose numbers differ from page to page."""
        if self.marks is None:
            return frozenset()
        blocks, chrome = self.marks.blocks, self.template.chrome
        return frozenset(number for number in recurring if blocks[number].literal not in chrome)

    def _size(self, numbers: Iterable[int]) -> int:
        return sum(self.whole.blocks[number].size for number in numbers)


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
