"""Who signs a story: the last line of many a Vietnamese, Chinese or Arabic page, bold, slanted or set to the right."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.blocks import HEADINGS, STOPS, Block, Layout
from crawler.extraction.body import Body
from crawler.extraction.bylines import clean_authors

SHORTEST = 5  # characters of a name that is looked for in a text
LONGEST = 60  # characters, with dense scripts counted double
TAIL = 5  # blocks at the end of a story among which its author may be introduced
BRIEF = 0.25  # the share of a story up to which that is
RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


def take_signature(layout: Layout, body: Body, authors: tuple[str, ...]) -> tuple[Body, tuple[str, ...]]:
    """The story without the line that signs it, and its authors.

    Where the page names authors elsewhere, a last line that names none of them is left in the story.
    """
    body = _without_biography(layout, body, authors)
    last = layout.blocks[body.kept[-1]] if len(body.kept) > 1 else None
    signed = clean_authors([last.text]) if last and _looks_signed(layout, last) else ()
    if not signed or (authors and not set(signed) <= set(authors)):
        return body, authors
    return replace(body, kept=body.kept[:-1]), authors or signed


def _without_biography(layout: Layout, body: Body, authors: tuple[str, ...]) -> Body:
    """The story without what tells of its author after the end: a paragraph that begins with the name, and the rest.

    A name that also stands earlier in the story is somebody's in it.
    """
    names = tuple(name.casefold() for name in authors if len(name) >= SHORTEST)
    if not names or not body.kept:
        return body
    texts = [layout.blocks[number].text.casefold() for number in body.kept]
    first = next((at for at, text in enumerate(texts) if len(text) > LONGEST and any(map(text.__contains__, names))), 0)
    after = sum(map(len, texts[first:]))
    if len(texts) - first <= TAIL and after <= BRIEF * sum(map(len, texts)) and _introduces(texts[first], names):
        return replace(body, kept=body.kept[:first])
    return body


def _introduces(text: str, names: tuple[str, ...]) -> bool:
    """Whether a line tells who the author is, or where to reach them."""
    return "@" in text or (text.endswith(STOPS) and text.lstrip(" –—-*•(").startswith(names))


def _looks_signed(layout: Layout, block: Block) -> bool:
    if not 2 <= block.size <= LONGEST or block.linked or block.tag in {*HEADINGS, "li", "td", "th", "dd"}:
        return False
    if block.text.endswith(STOPS):
        return False
    element = layout.sections[block.section].element
    if (element.get("align") or "").lower() == "right" or RIGHT.search(element.get("style") or ""):
        return True
    return all(style or not text.strip() for text, _, style in block.runs)
