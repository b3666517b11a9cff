"""Which block is the visible headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.blocks import HEADINGS, Block, Layout, measure
from crawler.extraction.chrome import name_words, suspect
from crawler.extraction.labelled import labelled_headline
from crawler.extraction.metadata import Metadata
from crawler.extraction.title import PART, cut_site, letters, site_names

RANKS = {"h1": 5, "h2": 4, "h3": 3, "h4": 2, "h5": 1}
TITLE_NAMES = frozenset(
    {"title", "headline", "tit", "subject", "tieude", "heading", "articletitle", "newstitle", "topic"},
)
LONGEST = 400
MAX_PARTS = 8
DEEPEST = 40  # containers around a headline that are looked at
ALIKE = 0.8  # agreement of a line that is no heading
WORD = re.compile(r"[^\W_]+")
BESIDE_TAGS = frozenset({"nav", "footer", "aside", "dialog", "figcaption", "hidden"})
BESIDE = frozenset(
    """
    breadcrumb breadcrumbs pankuzu related recirc recirculation recommend recommended modal popup dialog cookie
    cookies consent newsletter subscribe login comment comments footer visuallyhidden screenreader sr skip
    """.split()  # noqa: SIM905 - words read better as a text
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page calls itself elsewhere, as letters.

    sure: what is stated as the story's headline. loose: those and the title element, with all parts that a site's name
    or a section may stand before or after; each with how far it is believed, 0 to 1. site: the site's names. texts: the
    titles as they stand. address: the page's own.
    """

    sure: tuple[str, ...]
    loose: dict[str, float]
    site: frozenset[str]
    texts: tuple[str, ...]
    address: str

    def fits(self) -> Callable[[Block, str], bool]:
        """What tells by tag and length whether a block can be one of the claims at all."""
        sizes = [len(name) for name in (*self.sure, *self.loose)]
        believed = [len(name) for name in (*self.sure, *(part for part, share in self.loose.items() if share >= ALIKE))]
        longest = 2 * max(sizes, default=0) + 20
        shortest = max(3, min(sizes, default=LONGEST))
        shortest_line = min(believed, default=LONGEST) * 4 // 5

        def check(block: Block, tag: str) -> bool:
            if tag == "h1":
                return block.size <= LONGEST
            return (shortest if tag in HEADINGS else shortest_line) <= len(block.text) <= longest

        return check


def claims_of(metadata: Metadata, document: str, url: str | None = None) -> Claims:
    """The claims of a page; `document` is the text of its title element."""
    site = site_names(metadata.site_name, document, metadata.canonical or url)
    stated = [text for text in (metadata.headline, metadata.og_title) if text and letters(text) not in site]
    loose: dict[str, float] = {}
    for text, share in {document: 0.5 if stated else 0.9, **dict.fromkeys(stated, 0.9)}.items():
        for part, leading in _runs(cut_site(text, site)):
            # The site's name ends most titles; where it begins one and nobody says so, a headline comes second.
            belief = share if leading else share / 2
            loose[part] = max(loose.get(part, 0.0), belief - 0.2 * (measure(part) < (12 if leading else 16)))
    sure = tuple(filter(None, map(letters, stated)))
    return Claims(sure, loose, site, (*stated, document), metadata.canonical or url or "")


def _runs(title: str) -> Iterator[tuple[str, bool]]:
    """Every run of parts of a title, as letters, and whether it opens the title."""
    parts = [part for part in map(letters, PART.split(title[:LONGEST])) if part][:MAX_PARTS]
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            yield "".join(parts[first:last]), first == 0


def find_headline(layout: Layout, metadata: Metadata, document: str, url: str | None = None) -> int | None:
    """The number of the block that is the headline: a heading that the page's titles name, else its only h1.

    Where there is neither, or all that the titles name is what the title element is as a whole, as that of a site is
    that has one for all its pages, the cell beside "Title".
    """
    claims = claims_of(metadata, document, url)
    fits = claims.fits()
    headings = [_heading(layout, block) for block in layout.blocks]
    lone = _lone(layout, headings, claims)
    best, best_score = None, 0.45
    for number, (block, heading) in enumerate(zip(layout.blocks, headings, strict=True)):
        tag = layout.sections[heading].tag
        if not fits(block, tag):
            continue
        score = _score(block, tag, claims, lone=number == lone)
        if score > best_score and (score := score - _beside(layout, block)) > best_score:
            best, best_score = number, score
    if best is not None and (
        layout.sections[headings[best]].tag == "h1" or not _is_whole_title(layout.blocks[best], document)
    ):
        return best
    labelled = None if metadata.headline else labelled_headline(layout)
    return best if labelled is None or _beside(layout, layout.blocks[labelled]) else labelled


def _is_whole_title(block: Block, document: str) -> bool:
    return letters(block.text) == letters(document[:LONGEST])


def _lone(layout: Layout, headings: list[int], claims: Claims) -> int | None:
    """The page's only h1 that is not beside the story, the site's name, a label or a link; its first line."""
    first: dict[int, int] = {}
    for number, heading in enumerate(headings):
        first_line = layout.sections[heading].tag == "h1" and heading not in first
        if first_line and _may_be_lone(layout, layout.blocks[number], claims):
            first[heading] = number
    return next(iter(first.values())) if len(first) == 1 else None


def _heading(layout: Layout, block: Block) -> int:
    """The number of the heading that a block is the text of, also where a div wraps it; else of its own section."""
    around = layout.sections[block.section].parent
    return around if around >= 0 and layout.sections[around].tag in HEADINGS else block.section


def _may_be_lone(layout: Layout, block: Block, claims: Claims) -> bool:
    text = letters(block.text)
    return measure(text) >= 8 and block.density < 0.5 and text not in claims.site and not _beside(layout, block)


def _score(block: Block, tag: str, claims: Claims, *, lone: bool) -> float:
    """How likely a block is the headline; 0 where nothing speaks for it. lone: it is the page's only h1."""
    text = letters(block.text)
    heading = tag in HEADINGS
    agreement = max(_agreement(text, claims.sure), claims.loose.get(text, 0.0))
    if tag == "h1" and not agreement:
        agreement = 0.5 * _overlap(block.text, _words(claims.texts, claims.site))
    if (not agreement and not lone) or _leads_home(block):
        return 0.0
    if agreement < ALIKE and not heading:
        return 0.0
    score = agreement + (0.5 if tag == "h1" else 0.2 if heading else -0.15)
    score += max(0.15, 0.3 - agreement) if lone else 0.0
    score -= 1.0 if text in claims.site else 0.0
    score -= 0.3 if measure(text) < 8 else 0.0  # "News", "Home"
    return score - (0.0 if _leads_to(block, claims.address) else 0.4 * block.density)


def _agreement(text: str, names: tuple[str, ...]) -> float:
    """How well a text is one of the names, 0 to 1: equal, or one of the two the longer part of the other."""
    best = 0.0
    for name in names:
        if text == name:
            return 1.0
        if len(text) >= 8 and (text in name or name in text):
            best = max(best, 0.9 * min(len(text), len(name)) / max(len(text), len(name)))
    return best


@lru_cache(maxsize=16)
def _words(titles: tuple[str, ...], site: frozenset[str]) -> frozenset[str]:
    """The words of a page's titles, without the site's name."""
    parts = (part for text in titles for part in PART.split(text) if letters(part) not in site)
    return frozenset(word for part in parts for word in WORD.findall(part.casefold()))


def _overlap(text: str, words: frozenset[str]) -> float:
    """The share of a heading's words that the page's titles have too."""
    own = WORD.findall(text.casefold())
    return sum(word in words for word in own) / len(own) if len(own) > 2 else 0.0


def _beside(layout: Layout, block: Block) -> float:
    """What speaks against a block by where it stands: hidden, in a path of links, in a box beside the story."""
    number = block.section
    for _ in range(DEEPEST):
        section = layout.sections[number]
        if section.parent < 0 or 2 * (section.end - section.start) > len(layout.blocks) > 2:
            return 0.0  # what holds most of the page is no box
        reason = suspect(section)
        if reason and (reason in BESIDE_TAGS or not BESIDE.isdisjoint(name_words(reason))):
            return 0.8
        number = section.parent
    return 0.0


def _leads_to(block: Block, address: str) -> bool:
    """Whether a block is a link to that address, as a headline may be that leads to its own page."""
    href = next((href for _, href, _ in block.runs if href), "") if block.density > 0.9 else ""
    return len(href) > 1 and address.rstrip("/").endswith(href.rstrip("/"))


def _leads_home(block: Block) -> bool:
    """Whether a block is the site's name: a link to the site's root."""
    href = next((href for _, href, _ in block.runs if href), None) if block.density > 0.9 else None
    try:
        return href is not None and urlsplit(href).path in {"", "/"} and not urlsplit(href).query and href[0] != "#"
    except ValueError:
        return False


def guess_headline(layout: Layout, first: int) -> int | None:
    """The headline where no title of the page names it.

    A heading, a bold line, a line that the next one dates, or what its class calls a title, among the blocks up to the
    story's first, number `first`.
    """
    best, best_rank = None, 0
    for number in range(first, max(-1, first - 16), -1):
        block = layout.blocks[number]
        shortest = 4 if _bold(block) and _dates(layout, number + 1) else 12  # a short line alone is a label
        if not shortest <= block.size <= 300 or block.density > 0.5 or block.text.endswith((".", "。", ";", ":", "：")):
            continue
        names = name_words(layout.sections[block.section].names)
        dated = _dates(layout, number + 1) and not _dates(layout, number) and ":" not in block.text.replace("：", ":")
        rank = RANKS.get(block.tag, 0) + 2 * (not TITLE_NAMES.isdisjoint(names)) + (_bold(block) or dated)
        if rank > best_rank:
            best, best_rank = number, rank
    return best


def _dates(layout: Layout, number: int) -> bool:
    """Whether a block is the short line that dates the headline before it."""
    block = layout.blocks[number] if number < len(layout.blocks) else None
    return block is not None and block.size <= 60 and sum(map(str.isdigit, block.text)) >= 6


def _bold(block: Block) -> bool:
    return all("b" in style or not text.strip() for text, _, style in block.runs)
