"""Who signs a story: the last line of many a Vietnamese, Chinese or Arabic page, bold, slanted or set to the right."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.blocks import HEADINGS, STOPS, Block, Layout
from crawler.extraction.body import Body
from crawler.extraction.bylines import clean_authors

LONGEST = 60  # characters, with dense scripts counted double
RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


def take_signature(layout: Layout, body: Body, authors: tuple[str, ...]) -> tuple[Body, tuple[str, ...]]:
    """The story without the line that signs it, and its authors.

    Where the page names authors elsewhere, a last line that names none of them is left in the story.
    """
    last = layout.blocks[body.kept[-1]] if len(body.kept) > 1 else None
    signed = clean_authors([last.text]) if last and _looks_signed(layout, last) else ()
    if not signed or (authors and not set(signed) <= set(authors)):
        return body, authors
    return replace(body, kept=body.kept[:-1]), authors or signed


def _looks_signed(layout: Layout, block: Block) -> bool:
    if not 2 <= block.size <= LONGEST or block.linked or block.tag in {*HEADINGS, "li", "td", "th", "dd"}:
        return False
    if block.text.endswith(STOPS):
        return False
    element = layout.sections[block.section].element
    if (element.get("align") or "").lower() == "right" or RIGHT.search(element.get("style") or ""):
        return True
    return all(style or not text.strip() for text, _, style in block.runs)
