"""What is chrome: containers by their tag and names, lines of text by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extraction.blocks import Block, Section
from crawler.extraction.vocabulary import (
    ALWAYS_CHROME,
    BODY_NAMES,
    BOX_HEADINGS,
    CHROME_NAMES,
    CHROME_PARTS,
    CLOSING_HEADINGS,
    HIDDEN_NAMES,
    LEAD_NAMES,
    LINE_NAMES,
    POINTER_STARTS,
    UNFOLDING_NAMES,
)

CHROME_TAGS = frozenset({"nav", "footer", "aside", "form", "fieldset", "menu", "dialog", "figcaption"})
ROOTS = frozenset({"html", "body", "main", "article", "h1", "center", "tbody"})
WORDS = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")
# What build tools glue to a class name, and prefixes by which a name tells of something else in or about the element.
SUFFIX = re.compile(r"-module(?:-s?css)?[-_].*|-sc-.*|__[A-Za-z0-9]{5,6}$|[-_]+\d+$")
ABOUT = re.compile(
    r"(?i:(?:^|[-_])(?:has|have|with|without|no|not|is|accordion|enabled?|open|allow|post|category|tag|type|layout|page|wp|embed|embedded))"
    r"(?=[-_A-Z]|$)|[:\[!]|(?i:(?:enabled|open|closed|canvas|pusher|captioned)$)"
)
LONGEST_NAME = 5  # words; what has more is a heading's text made a name
MAX_NAMES = 8  # a longer list is a utility framework's or a CMS's record of everything the page is


@lru_cache(maxsize=8192)
def name_words(names: str) -> frozenset[str]:
    """The words that class and id attributes are made of, in lower case."""
    return frozenset(word.lower() for word in WORDS.split(names[:500]) if word)


@lru_cache(maxsize=8192)
def chrome_names(names: str) -> str | None:
    """The class, id or role that marks a container as chrome."""
    return next((name for name in names.split()[:MAX_NAMES] if _is_chrome_name(name)), None)


@lru_cache(maxsize=32768)
def _is_chrome_name(name: str) -> bool:
    """Whether a name begins or ends with a word for chrome, or is glued together with one."""
    if name in HIDDEN_NAMES:
        return True
    stem = (SUFFIX.sub("", name) if "-" in name or "_" in name else name)[:80]
    words = [word.lower() for word in WORDS.split(stem) if len(word) > 1]
    if not words or len(words) > LONGEST_NAME:
        return False
    named = words[0] in CHROME_NAMES or words[-1] in CHROME_NAMES
    named = named or (len(words) < 5 and any(map(stem.lower().__contains__, CHROME_PARTS)))
    return named and not ABOUT.search(name)  # last, as it is the dearest question


@lru_cache(maxsize=8192)
def always_chrome(names: str) -> bool:
    """Whether these are readers' comments or a consent wall, which no amount of text makes a story."""
    name = chrome_names(names) or ""
    return not ALWAYS_CHROME.isdisjoint(WORDS.split(name.lower()))


@lru_cache(maxsize=8192)
def body_names(names: str) -> bool:
    """Whether class or id say that this element holds the story's text."""
    lower = names[:500].lower()
    return not BODY_NAMES.isdisjoint(lower.split()) or "richhtmlfield" in lower


def is_body(section: Section) -> bool:
    """Whether the page itself says that this section is the story's text."""
    if section.start == section.end:
        return False
    return "articleBody" in section.itemprop or (bool(section.names) and body_names(section.names))


@lru_cache(maxsize=8192)
def unfolds(names: str) -> bool:
    """Whether class, id or role say that an element is hidden only until the reader asks for it."""
    return not UNFOLDING_NAMES.isdisjoint(name_words(names))


def suspect(section: Section) -> str | None:
    """Why a section is likely chrome, None where it is not."""
    if section.hidden and not (section.names and unfolds(section.names)):
        return "hidden"
    if section.tag in CHROME_TAGS:
        return section.tag
    if section.names and section.tag not in ROOTS:
        name = chrome_names(section.names)
        return None if name and is_body(section) else name
    return None


def folded(text: str) -> str:
    """A line as the vocabulary has it: lower case, without the marks around it."""
    return text.strip(" \t:：.…»«>-–—|•*#▶►→＞【】[]()（）").lower()


def closes(block: Block) -> bool:
    """Whether a block is the heading of what follows a story: related stories, comments, sharing."""
    return block.size <= 60 and folded(block.text) in CLOSING_HEADINGS


def calls_on(block: Block) -> bool:
    """Whether a block is a link, no more, to read on elsewhere: `Read more`."""
    link = block.size <= 40 and block.linked == block.size and block.leaves
    return link and (closes(block) or points(block))


def points(block: Block) -> bool:
    """Whether a line begins as one that leads elsewhere."""
    return folded(block.text).startswith(POINTER_STARTS)


def opens_box(block: Block) -> bool:
    """Whether a block is the heading of a box beside the story: weather, maps, counters."""
    return block.size <= 60 and folded(block.text) in BOX_HEADINGS


@lru_cache(maxsize=8192)
def line_names(names: str) -> bool:
    """Whether class or id say that an element holds a label: a date, a byline, a credit."""
    return bool(names) and any(
        not LINE_NAMES.isdisjoint(WORDS.split(SUFFIX.sub("", name).lower())) for name in names.split()[:MAX_NAMES]
    )


@lru_cache(maxsize=8192)
def lead_names(names: str) -> bool:
    """Whether class or id say that an element holds a story's lead."""
    return bool(names) and not LEAD_NAMES.isdisjoint(name_words(names))
