"""Who signs a story: the line beside its headline, or its last, bold, slanted or set to the right."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.blocks import HEADINGS, STOPS, Block, Layout
from crawler.extraction.body import Body
from crawler.extraction.bylines import clean_authors
from crawler.extraction.chrome import name_words

SHORTEST = 5  # characters of a name that is looked for in a text
LONGEST = 60  # characters, with dense scripts counted double
LONGEST_LINE = 160  # of a line that also tells date and section
NEAR = 12  # blocks after the headline
NAMES = frozenset({"author", "authors", "byline", "bylines", "writer", "reporter", "autor", "tacgia", "authorname"})
# A word for the author that opens a line or stands behind a mark, a date or a blank; the name goes to the next mark.
LABEL = re.compile(
    r"(?:^|[|·•,]\s*|\d\s+)"
    r"(?:(?:(?:written|posted|story|text|words|article|news|guide|review) )?by|von|par|por|oleh|av|af|door|autor|od)\b"
    r"\s*[:：]?\s*(?=[^\W\d_])([^|·•⋅\d@*]{2,80})",
    re.IGNORECASE,
)
COLON_LABEL = re.compile(
    r"(?:作者|撰稿|撰文|记者|記者|通讯员|tác giả|người viết|authors?|autor(?:en|in|es)?|auteurs?|автор[ыи]?|penulis|"
    r"yazar|ผู้เขียน|ผู้สื่อข่าว|โดย|بقلم|الكاتب|نویسنده|लेखक|기자|글)\s*[:：]\s*([^|·•⋅\d@:：]{2,60}?)"
    r"(?=$|[|·•⋅\d@（(]|\s{2}|\s\S{1,12}[:：])",
    re.IGNORECASE,
)
# What follows a name: the day, the section, the desk.
TAIL = re.compile(r"\s+(?:on|in|at|from|am|le|updated|published|view|view all)\s.*|,?\s*$", re.IGNORECASE)
MONTH = re.compile(r"[\s,]+[^\W\d_]{3,10}\.?\s+$")
ENDING = 5  # blocks at the end of a story among which its author may be introduced
BRIEF = 0.25  # the share of a story up to which that is
RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


def find_byline(layout: Layout, headline: int | None, kept: tuple[int, ...]) -> tuple[str, ...]:
    """The authors that are printed between a headline and its story: behind a word such as "By", or in their element.

    kept: the numbers of the story's blocks; its paragraphs are no bylines.
    """
    if headline is None:
        return ()
    story = next((number for number in kept if number > headline and layout.blocks[number].size > LONGEST_LINE), None)
    for number in range(headline + 1, min(len(layout.blocks), headline + NEAR, *((story,) if story else ()))):
        block = layout.blocks[number]
        if block.size <= LONGEST_LINE and (names := _labelled(block.text, COLON_LABEL, LABEL) or _named(layout, block)):
            return names
    after = layout.blocks[kept[-1] + 1 : kept[-1] + 4] if kept else []
    return next(filter(None, (_labelled(block.text, COLON_LABEL) for block in after if block.size <= LONGEST)), ())


def _labelled(line: str, *labels: re.Pattern[str]) -> tuple[str, ...]:
    """The names behind a word for the author in a line; where a date follows, its month is no part of the name."""
    found = next(filter(None, (label.search(line) for label in labels)), None)
    if not found:
        return ()
    name = TAIL.sub("", found[1] if not line[found.end() : found.end() + 1].isdigit() else MONTH.sub("", found[1]))
    return tuple(name for name in clean_authors([name]) if name[:1].upper() == name[:1] and len(name.split()) <= 4)


def _named(layout: Layout, block: Block) -> tuple[str, ...]:
    """The name in an element that is named after the author."""
    near = layout.ancestors(block.section)[:2]
    if block.size > LONGEST or not any(NAMES & name_words(layout.sections[number].names) for number in near):
        return ()
    return tuple(name for name in clean_authors([block.text]) if 2 <= len(name.split()) <= 4 or not name.isascii())


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
    if len(texts) - first <= ENDING and after <= BRIEF * sum(map(len, texts)) and _introduces(texts[first], names):
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
