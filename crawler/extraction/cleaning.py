"""What stands among the blocks of a story and is none of it: pointers to other stories, promotions, labels, boxes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crawler.extraction.blocks import HEADINGS, STOPS, Block, Layout
from crawler.extraction.chrome import closes, folded, lead_names, line_names, opens_box
from crawler.extraction.dates.text import dates_in
from crawler.extraction.own_links import CELLS, OwnLinks, leads_away
from crawler.extraction.vocabulary import FINAL_STARTS, LABEL_STARTS, POINTER_STARTS, PROMO_PARTS, PROMO_SHORT

DIGITS = re.compile(r"\d")
RELEASE_ID = re.compile(r"[(（\[【][^()（）\[\]【】:：]{2,40}[:：]\s?[\d/.-]{1,20}[)）\]】]")
DATE_LINE = 120  # characters of a line that may be no more than a date
NAMED_DATE = 0.2  # the share of dates in a line that an element named after labels needs
LINES = frozenset({"p", "div", "dd", "section", "article"})  # what a line stands in that is no item and no cell
ONLY_DATE = 0.6  # the share of a line from which on a date is all it says
LONGEST_LABEL = 30  # characters of a line that ends on a colon with nothing after it
PROMO_WORDS = PROMO_PARTS + PROMO_SHORT
SHORT = 120  # characters, those of dense scripts counted double, of a line that a word alone makes a promotion


def clean(layout: Layout, numbers: list[int], values: list[float], headline: int | None) -> list[int]:
    """The numbers of the story's own blocks among those of its container."""
    in_paragraphs = _share(numbers, values, [n for n in numbers if layout.blocks[n].tag == "p"]) > 0.7
    headed = _headed_off(layout, numbers, values)
    own = OwnLinks(layout, values, _line(layout, numbers, values))
    kept: list[int] = []
    seen: dict[str, int] = {}
    for number in numbers:
        block = layout.blocks[number]
        scrap = in_paragraphs and values[number] == -8.0 and not block.text.endswith(STOPS)
        if number in headed or number == headline or scrap or _is_copy(layout, number, seen.get(block.text)):
            continue
        if is_noise(layout, block) and (_is_pointing_heading(block) or not own.holds(number, kept)):
            continue
        if block.size >= 60:
            seen.setdefault(block.text, number)
        kept.append(number)
    return _trim(layout, kept, values, own, headline)


def _is_copy(layout: Layout, number: int, first: int | None) -> bool:
    """Whether a passage is shown twice: a paragraph that stood before, beside the same neighbour as there.

    A paragraph that alone comes again is the story's own: an interviewer's question, a refrain.
    """
    if first is None:
        return False
    blocks = layout.blocks
    after = number + 1 < len(blocks) and blocks[number + 1].text == blocks[first + 1].text
    return after or number == first + 1 or (first > 0 and blocks[number - 1].text == blocks[first - 1].text)


def _share(numbers: list[int], values: list[float], part: list[int]) -> float:
    whole = sum(max(0.0, values[number]) for number in numbers)
    return sum(max(0.0, values[number]) for number in part) / whole if whole else 0.0


def _headed_off(layout: Layout, numbers: list[int], values: list[float]) -> set[int]:
    """The blocks under headings of related stories, comments, boxes.

    Late in the story such a heading closes it, but for paragraphs that stand in line with those before; earlier, it
    heads the links right after it.
    """
    prose = sum(max(0.0, values[number]) for number in numbers)
    line = _line(layout, numbers, values)
    headed: set[int] = set()
    done = 0.0
    closed, final, pointing = -1, False, False
    for number in numbers:
        block = layout.blocks[number]
        done += max(0.0, values[number])
        in_line = block.tag == "p" and layout.sections[block.section].parent == line and values[number] >= 80
        if number < closed and (final or not in_line):
            headed.add(number)
        elif opens_box(block) or closes(block):
            headed.add(number)
            pointing = True
            final = opens_box(block) or folded(block.text).startswith(FINAL_STARTS)
            closed = _reach(layout, block) if done >= 0.6 * prose else -1
        elif pointing and _pointed_at(block, values[number]):
            headed.add(number)
        else:
            pointing, closed = False, -1
    return headed


def _pointed_at(block: Block, value: float) -> bool:
    """Whether a block goes with such a heading: links and scraps up to the next paragraph or heading of the story."""
    return block.density > 0.3 or (value < 30 and block.tag not in HEADINGS)


def _line(layout: Layout, numbers: list[int], values: list[float]) -> int:
    """The section in which most of the story's paragraphs stand."""
    sizes: Counter[int] = Counter()
    for number in numbers:
        if layout.blocks[number].tag == "p" and values[number] > 0:
            sizes[layout.sections[layout.blocks[number].section].parent] += int(values[number])
    return max(sizes, key=sizes.__getitem__, default=-1)


def _reach(layout: Layout, block: Block) -> int:
    """The number of the first block after the part of the page that a closing heading heads."""
    section = layout.sections[block.section]
    if section.parent >= 0 and section.tag in {*HEADINGS, "p", "div", "span", "strong"}:
        section = layout.sections[section.parent]
    return section.end


def is_noise(layout: Layout, block: Block) -> bool:
    """Whether a block by itself is no part of a story."""
    if leads_away(block):
        return True
    if block.size > 300:
        return False
    names = layout.sections[block.section].names
    return _is_ornament(layout, block) or _says_label(block) or (line_names(names) and _is_label(block))


def _is_ornament(layout: Layout, block: Block) -> bool:
    """Whether a line is marks alone: `*****`. In a cell a dash is a value."""
    if any(map(str.isalnum, block.text)):
        return False
    return not any(layout.sections[number].tag in CELLS for number in layout.ancestors(block.section)[:3])


def _says_label(block: Block) -> bool:
    """Whether a line's words say that it leads elsewhere, asks for something or labels the page."""
    line = folded(block.text)
    if line.startswith(POINTER_STARTS) and (block.linked or not block.text.endswith(STOPS) or block.text.endswith(":")):
        return True
    label = block.size < 150 and line.startswith(LABEL_STARTS) and not block.text.endswith(".")
    return label or is_promotion(block)


def _is_pointing_heading(block: Block) -> bool:
    return block.tag in HEADINGS and _says_label(block)


def _is_label(block: Block) -> bool:
    """Whether a line in an element named after a label is one: it is no sentence, or it tells a date."""
    return (block.size < 120 and not block.text.endswith(STOPS)) or _dated_share(block.text) > NAMED_DATE


def is_promotion(block: Block) -> bool:
    """Whether a line asks for something, or tells whose the site is."""
    return _asks(block.text, block.size <= SHORT)


@lru_cache(maxsize=1024)
def _asks(text: str, short: bool) -> bool:
    line = text.lower()
    return any(map(line.__contains__, PROMO_WORDS if short else PROMO_PARTS))


def _trim(layout: Layout, kept: list[int], values: list[float], own: OwnLinks, headline: int | None) -> list[int]:
    """Without the labels before the first paragraph or the table that holds it, and the headings after the last."""
    start, end = 0, len(kept)
    while start < end and not _opens(layout, kept[start], values[kept[start]], headline):
        start += 1
    while 0 < start < end and own.table(kept[start]) >= 0 and own.table(kept[start - 1]) == own.table(kept[start]):
        start -= 1
    while (
        end > start and kept[end - 1] not in own.held and _trails(layout.blocks[kept[end - 1]], values[kept[end - 1]])
    ):
        end -= 1
    return kept[start:end] or kept


def _trails(block: Block, value: float) -> bool:
    """Whether a story does not end with this block: a heading, links, a release's number, an empty label, a day."""
    if block.tag in HEADINGS or value < -11 or RELEASE_ID.fullmatch(block.text):
        return True
    empty = block.size <= LONGEST_LABEL and block.text.endswith((":", "："))
    return empty or (block.tag in LINES and value < 25 and _is_day(block.text))


def _is_day(text: str) -> bool:
    """Whether a line is one date and next to nothing else; two are an event's first and last day."""
    return _dated_share(text) > ONLY_DATE and len(list(dates_in(text))) == 1


def _dated_share(text: str) -> float:
    """The share of a line that dates take, 0 for a longer text."""
    if len(text) > DATE_LINE:
        return 0.0
    return sum(found.end - found.start for found in dates_in(text)) / len(text)


def _opens(layout: Layout, number: int, value: float, headline: int | None) -> bool:
    """Whether a story can begin with this block: a paragraph, a named lead, or below the headline a heading or item.

    No date or label; what stands as a heading above the headline names the kind of page: `Press release`.
    """
    block = layout.blocks[number]
    if value >= 25 or (value > 0 and lead_names(layout.sections[block.section].names)):
        return _dated_share(block.text) < ONLY_DATE
    return (
        (block.tag in HEADINGS or block.tag == "li")
        and (headline is None or number > headline)
        and not block.linked
        and len(DIGITS.findall(block.text)) * 3 < block.size
    )


def find_lead(layout: Layout, start: int, headline: int | None, chrome: list[bool], summary: str | None) -> list[int]:
    """The lead, where it stands between the headline and the container that starts at block `start`."""
    if headline is None or not headline < start <= headline + 40:
        return []
    known = folded(summary or "")[:60]
    found = [
        number
        for number in range(headline + 1, start)
        if _is_lead(layout, layout.blocks[number], known, chrome[layout.blocks[number].section])
    ][:2]
    return _with_items(layout, found, start)


def _with_items(layout: Layout, lead: list[int], start: int) -> list[int]:
    """A lead that is a list, with all its items: one of them reads as the next."""
    whole = set(lead)
    for number in lead:
        block = layout.blocks[number]
        if block.tag == "li":
            around = layout.sections[layout.sections[block.section].parent]
            whole.update(n for n in range(around.start, min(around.end, start)) if not layout.blocks[n].linked)
    return sorted(whole)


def _is_lead(layout: Layout, block: Block, summary: str, in_chrome: bool) -> bool:
    if block.size < 40 or block.density > 0.3 or is_noise(layout, block):
        return False
    if len(summary) >= 30 and folded(block.text).startswith(summary):
        return True
    return not in_chrome and (
        lead_names(layout.sections[block.section].names) or (block.size >= 60 and block.text.endswith(STOPS))
    )
