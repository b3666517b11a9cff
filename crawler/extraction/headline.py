"""Which block is the visible headline."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extraction.blocks import HEADINGS, Block, Layout, measure
from crawler.extraction.chrome import name_words
from crawler.extraction.metadata import Metadata
from crawler.extraction.title import SEPARATOR, letters

RANKS = {"h1": 5, "h2": 4, "h3": 3, "h4": 2, "h5": 1}
TITLE_NAMES = frozenset(
    {"title", "headline", "tit", "subject", "tieude", "heading", "articletitle", "newstitle", "topic"},
)
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page calls itself elsewhere, as letters: surely, perhaps, and what is the site's name."""

    sure: tuple[str, ...]
    loose: tuple[str, ...]
    site: frozenset[str]

    @property
    def lengths(self) -> tuple[int, int]:
        """The least and the greatest length of a text that can agree with one of the claims."""
        sizes = [len(name) for name in (*self.sure, *self.loose)]
        return max(4, min(sizes, default=0) // 3), 2 * max(sizes, default=200) + 20


def claims_of(metadata: Metadata, document: str) -> Claims:
    """The claims of a page; `document` is the text of its title element."""
    parts = [letters(part) for part in SEPARATOR.split(document)]
    sure = tuple(letters(text) for text in (metadata.headline, metadata.og_title) if text)
    site = {letters(metadata.site_name or ""), parts[-1] if len(parts) > 1 else ""}
    return Claims(sure, tuple(filter(None, (letters(document), parts[0]))), frozenset(site.difference(sure, {""})))


def find_headline(layout: Layout, metadata: Metadata, document: str) -> int | None:
    """The number of the block that is the headline: a heading that the page's titles name, else its only h1."""
    claims = claims_of(metadata, document)
    shortest, longest = claims.lengths
    lone = sum(block.tag == "h1" for block in layout.blocks) == 1
    best, best_score = None, 0.45
    for number, block in enumerate(layout.blocks):
        if not shortest <= len(block.text) <= longest or block.size > LONGEST:
            continue
        score = _score(block, claims, lone=lone and block.tag == "h1")
        if score > best_score:
            best, best_score = number, score
    return best


def _score(block: Block, claims: Claims, *, lone: bool) -> float:
    """How likely a block is the headline; 0 where nothing speaks for it. lone: it is the page's only h1."""
    text = letters(block.text)
    agreement = max(_agreement(text, claims.sure), 0.9 * _agreement(text, claims.loose))
    if (not agreement and not lone) or _leads_home(block):
        return 0.0
    if agreement < 0.8 and block.tag not in HEADINGS:
        return 0.0
    score = agreement + (0.5 if block.tag == "h1" else 0.2 if block.tag in HEADINGS else 0.0) + 0.15 * lone
    score -= 0.6 if text in claims.site else 0.0
    score -= 0.3 if measure(text) < 8 else 0.0  # "News", "Home"
    return score - 0.4 * block.density


def _agreement(text: str, names: tuple[str, ...]) -> float:
    """How well a text is one of the names, 0 to 1: equal, or one of the two the longer part of the other."""
    best = 0.0
    for name in names:
        if text == name:
            return 1.0
        if len(text) >= 8 and (text in name or name in text):
            best = max(best, 0.9 * min(len(text), len(name)) / max(len(text), len(name)))
    return best


def _leads_home(block: Block) -> bool:
    """Whether a block is the site's name: a link to the site's root."""
    href = next((href for _, href, _ in block.runs if href), None) if block.density > 0.9 else None
    try:
        return href is not None and urlsplit(href).path in {"", "/"} and not urlsplit(href).query and href[0] != "#"
    except ValueError:
        return False


def guess_headline(layout: Layout, first: int) -> int | None:
    """The headline where no title of the page names it.

    A heading, a bold line, or what its class calls a title, among the blocks up to the story's first, number `first`.
    """
    best, best_rank = None, 0
    for number in range(first, max(-1, first - 16), -1):
        block = layout.blocks[number]
        shortest = 4 if _bold(block) and _dates(layout, number + 1) else 12  # a short line alone is a label
        if not shortest <= block.size <= 300 or block.density > 0.5 or block.text.endswith((".", "。", ";", ":", "：")):
            continue
        names = name_words(layout.sections[block.section].names)
        rank = RANKS.get(block.tag, 0) + 2 * (not TITLE_NAMES.isdisjoint(names)) + _bold(block)
        if rank > best_rank:
            best, best_rank = number, rank
    return best


def _dates(layout: Layout, number: int) -> bool:
    """Whether a block is the short line that dates the headline before it."""
    block = layout.blocks[number] if number < len(layout.blocks) else None
    return block is not None and block.size <= 60 and sum(map(str.isdigit, block.text)) >= 6


def _bold(block: Block) -> bool:
    return all("b" in style or not text.strip() for text, _, style in block.runs)
