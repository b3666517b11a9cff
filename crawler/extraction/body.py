"""Which blocks of a page are the story.

Every block gets a value: prose earns its length, links and scraps cost. The container whose blocks add up to the most
is the story's, whatever its tag; containers that look like chrome add nothing. What the page itself calls the body
weighs more, but is not believed alone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from lxml.html import HtmlElement

from crawler.extraction.blocks import HEADINGS, STOPS, Block, Layout, Section
from crawler.extraction.chrome import always_chrome, calls_on, is_body, suspect
from crawler.extraction.cleaning import clean, find_lead, is_promotion

GUARD = 0.55  # a suspect that holds this share of the page's prose is no chrome
TEXT_TAGS = frozenset({"p", "li", "td", "th", "dt", "dd", "blockquote", "pre", "summary"})
LINK_COST = 8.0
PARTS = frozenset({"p", "li", "blockquote", "dd", "dt", "tr", "tbody", *HEADINGS})  # of a story, never the whole
BELIEVED = 0.3  # what the page calls the body is taken for it from this share of the best on
TEASER = 300  # characters; what is longer, and no item of a list, tells a story itself
LONG_TEASER = 600  # characters; the same for a summary that is cut off
CUT = ("...", "…", "[...]", "[…]")
TEASER_BOX = 6  # blocks; a heading that is a link and a paragraph within so few are another story's
SURE_GUARD = 0.9  # the same for readers' comments and consent walls
HELD = 300.0  # characters of prose in what the page calls the body; what holds that is no chrome
TWIN = 100.0  # characters of prose in another part of a body that is split, or between it and the headline
NARROW = 0.9  # a part that is worth this share of the whole is taken for it


@dataclass(frozen=True, slots=True)
class Body:
    """The story: the numbers of its blocks, in order, and of the section that holds it (-1: none was found).

    chrome: for every section of the layout whether it is chrome or stands in it.
    """

    kept: tuple[int, ...] = ()
    section: int = -1
    chrome: tuple[bool, ...] = ()


def find_body(
    layout: Layout,
    headline: int | None = None,
    *,
    chosen: list[HtmlElement] | None = None,
    recurring: frozenset[int] = frozenset(),
    summary: str | None = None,
) -> Body:
    """The story's blocks.

    headline: the number of the block that is the visible headline. chosen: the elements that the portal's file calls
    the body; the first of them is believed. recurring: blocks that the site's other pages bear too; they speak for no
    container. summary: the page's own.
    """
    own = block_values(layout, headline)
    values = [min(0.0, value) if number in recurring else value for number, value in enumerate(own)]
    chrome = find_chrome(layout, values, headline)
    best = _chosen(layout, chosen or [])
    if best >= 0:
        _spare(layout, best, chrome)
    else:
        best = choose(layout, values, chrome)
    if best < 0:
        return Body(chrome=tuple(chrome))
    span = range(layout.sections[best].start, layout.sections[best].end)
    named = bool(chosen) or is_body(layout.sections[best])
    if named and not chosen:
        best, span = _joined(layout, values, chrome, best)
    lead = [n for n in find_lead(layout, span.start, headline, chrome, summary) if not _is_cut(layout, n)]
    if not named and headline is not None:
        span = _opened(layout, _sums(layout, values, chrome), best, span, headline)
    inside = [number for number in span if not chrome[layout.blocks[number].section]]
    kept = clean(layout, inside, own, headline)
    return Body(tuple(sorted({*lead, *kept})), best, tuple(chrome))


def _chosen(layout: Layout, elements: list[HtmlElement]) -> int:
    wanted = set(elements)
    return next((number for number, section in enumerate(layout.sections) if section.element in wanted), -1)


def _spare(layout: Layout, best: int, chrome: list[bool]) -> None:
    """Undo the chrome that the portal's own body only stands in; what looks like chrome within it stays so."""
    if not chrome[best]:
        return
    chrome[best] = False
    for number in range(best + 1, len(chrome)):
        section = layout.sections[number]
        if section.start >= layout.sections[best].end:
            break
        chrome[number] = chrome[section.parent] or bool(suspect(section))


def is_prose(block: Block) -> bool:
    """Sentences rather than labels: long, or ended as a sentence is; and not mostly links."""
    if block.linked * 2 >= block.size:
        return False
    return block.size >= 80 or (block.size >= 30 and block.text.endswith(STOPS))


def block_values(layout: Layout, headline: int | None = None) -> list[float]:
    """What each block adds to the sum of a container."""
    values = [_value(block) for block in layout.blocks]
    for number in range(1, len(values)):
        if values[number] > 0 and _is_teaser(layout, number, headline):
            values[number] = -20.0
    return values


def _value(block: Block) -> float:
    own = block.size - block.linked
    if is_prose(block):
        if block.size <= 300 and is_promotion(block):
            return -LINK_COST
        return own if block.tag != "li" else 0.6 * own
    if block.linked:
        return -LINK_COST - 0.4 * block.linked
    if block.tag in HEADINGS:
        return 0.0
    return 0.3 * own if block.tag in TEXT_TAGS else -8.0


def _is_teaser(layout: Layout, number: int, headline: int | None) -> bool:
    """Whether a paragraph is the summary of another story: in one small box with a heading that is a link, or cut."""
    if _is_cut(layout, number):
        return True
    for before in range(max(0, number - 2), number):
        heading = layout.blocks[before]
        if before != headline and _heads_a_card(heading):
            block = layout.blocks[number]
            brief = block.size <= TEASER or _in_item(layout, block.section)
            return brief and _box_size(layout, block.section, before) <= TEASER_BOX
    return False


def _is_cut(layout: Layout, number: int) -> bool:
    """Whether a paragraph breaks off, and a link to read on follows in the same small box."""
    block = layout.blocks[number]
    if not block.text.endswith(CUT) or block.size > LONG_TEASER or number + 1 == len(layout.blocks):
        return False
    after = layout.blocks[number + 1]
    return calls_on(after) and _box_size(layout, after.section, number) <= TEASER_BOX


def _heads_a_card(block: Block) -> bool:
    """Whether a heading is a link to another page."""
    return block.tag in HEADINGS and block.tag != "h1" and block.density > 0.9 and block.leaves


def _in_item(layout: Layout, section: int) -> bool:
    """Whether a section stands in an item of a list."""
    return any(layout.sections[number].tag == "li" for number in layout.ancestors(section))


def _box_size(layout: Layout, section: int, number: int) -> int:
    """How many blocks the innermost section around `section` has that also holds block `number`."""
    while section >= 0 and not layout.sections[section].start <= number < layout.sections[section].end:
        section = layout.sections[section].parent
    return layout.sections[section].end - layout.sections[section].start if section >= 0 else len(layout.blocks)


def find_chrome(layout: Layout, values: list[float], headline: int | None) -> list[bool]:
    """For every section whether it is chrome or stands in it."""
    prose = [0.0, *accumulate(max(0.0, amount) for amount in values)]
    bodies = _Bodies(layout, prose)
    chrome: list[bool] = []
    for section in layout.sections:
        gone = section.parent >= 0 and chrome[section.parent]
        if not gone and suspect(section) and not (headline is not None and section.start <= headline < section.end):
            gone = not _holds_story(section, prose, bodies)
        chrome.append(gone)
    return chrome


class _Bodies:
    """The sections that the page calls its body and that hold prose; asks of thousands of others cost little."""

    def __init__(self, layout: Layout, prose: list[float]) -> None:
        named = [s for s in layout.sections if prose[s.end] - prose[s.start] >= HELD and is_body(s)]
        self.starts = [section.start for section in named]
        self.ends = [*accumulate((section.end for section in reversed(named)), min)][::-1]  # the least from here on

    def any_within(self, section: Section) -> bool:
        """Whether one of them lies within a section."""
        first = bisect_left(self.starts, section.start)
        return first < len(self.ends) and self.ends[first] <= section.end


def _holds_story(section: Section, prose: list[float], bodies: _Bodies) -> bool:
    """Whether a container that looks like chrome holds too much to be any."""
    always = always_chrome(section.names)
    if prose[section.end] - prose[section.start] > (SURE_GUARD if always else GUARD) * prose[-1]:
        return True
    return not always and bodies.any_within(section)


def choose(layout: Layout, values: list[float], chrome: list[bool]) -> int:
    """The number of the section whose blocks add up to the most, or of the smallest part that is worth nearly that."""
    worth = _worth(layout, values, chrome)
    best = max(range(len(worth)), key=worth.__getitem__, default=-1)
    if best >= 0 and worth[best] <= 0:  # a story that is a list of links with a word on each
        worth = _worth(layout, [max(0.0, value) for value in values], chrome)
        best = max(range(len(worth)), key=worth.__getitem__)
    if best < 0 or worth[best] <= 0:
        return -1
    inner = _narrowest(layout, worth, best)
    named = [number for number, section in enumerate(layout.sections) if worth[number] > 0 and is_body(section)]
    body = max(named, key=worth.__getitem__, default=inner)
    return body if worth[body] >= BELIEVED * worth[best] and not _within(layout, inner, body) else inner


def _worth(layout: Layout, values: list[float], chrome: list[bool]) -> list[float]:
    """What the blocks of each section add up to."""
    sums = _sums(layout, values, chrome)
    return [sums[section.end] - sums[section.start] if section.tag not in PARTS else 0.0 for section in layout.sections]


def _sums(layout: Layout, values: list[float], chrome: list[bool]) -> list[float]:
    """What the blocks before each block add up to, chrome left out."""
    amounts = (0.0 if chrome[block.section] else value for block, value in zip(layout.blocks, values, strict=True))
    return [0.0, *accumulate(amounts)]


def _joined(layout: Layout, values: list[float], chrome: list[bool], body: int) -> tuple[int, range]:
    """The section around a body that is split, and its blocks from the first part to the last.

    The parts have the same tag and names. Asked only of what the page calls the body: a list's cards are alike too.
    """
    chosen = layout.sections[body]
    first, last = chosen.start, chosen.end
    sums = [0.0, *accumulate(values)]
    for number, section in enumerate(layout.sections):
        alike = section.names == chosen.names and section.tag == chosen.tag
        if alike and not chrome[number] and sums[section.end] - sums[section.start] >= TWIN:
            first, last = min(first, section.start), max(last, section.end)
    around = (n for n in layout.ancestors(body) if layout.sections[n].start <= first and last <= layout.sections[n].end)
    return next(around, body), range(first, last)


def _opened(layout: Layout, sums: list[float], body: int, span: range, headline: int) -> range:
    """The blocks of the body, with prose that stands between it and the headline in a section around it."""
    for number in layout.ancestors(body)[1:]:
        start = max(layout.sections[number].start, headline + 1)
        if start < span.start and sums[span.start] - sums[start] >= TWIN:
            return range(start, span.stop)
        if layout.sections[number].start <= headline:
            break
    return span


def _narrowest(layout: Layout, worth: list[float], best: int) -> int:
    """The smallest part of a section that is worth nearly as much as the whole."""
    inner = best
    for number in range(best + 1, len(worth)):
        section = layout.sections[number]
        if section.start >= layout.sections[best].end:
            break
        if section.end <= layout.sections[inner].end and worth[number] >= NARROW * worth[best]:
            inner = number
    return inner


def _within(layout: Layout, inner: int, outer: int) -> bool:
    return inner >= outer and layout.sections[inner].end <= layout.sections[outer].end
