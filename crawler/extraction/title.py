"""The visible headline, without the site's name, a kicker or a section."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.blocks import Layout, measure
from crawler.extraction.metadata import Metadata

# What may stand between a headline and a section or a site's name; glued hyphens and colons only behind dense scripts.
PART = re.compile(
    r"\s*[|｜│ㅣ_»]+\s*|\s+[-–—·•«:/\\~<>]+(?:\s+|$)|\s*(?:-{2,}|[—–]{2,}|::)\s*|(?<=[\u3040-\u9fff\uac00-\ud7af…！？”」])[-–：]"
)
MARKS = " |-–—·•»«:/\\_~<>｜│ㅣ："
LETTERS = re.compile(r"[\W_]+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad"))
PAUSE = re.compile(r"\s*[:：|–—-]\s+|\s+(?:[:：|–—-]\s*)?|(?<=\D):(?=\D)")
PAUSES = re.compile(r"[:：|–—-]")
# Class names of the words before a headline.
KICKER = re.compile(
    r"kicker|overline|dachzeile|eyebrow|topline|roofline|spitzmarke|oberzeile|(?:pre|super|sur|over)-?tit|antetitulo|volanta",
    re.IGNORECASE,
)
SECTION = 12  # size of the longest section's name
ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


def squeeze(text: str) -> str:
    """NFC, without invisible characters, white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def letters(text: str) -> str:
    """What two spellings of one headline have in common."""
    if text.isascii():  # the same, many times faster, and most of what is compared
        return text.lower().translate(ASCII_MARKS)
    return LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def document_title(root: HtmlElement) -> str:
    """The text of the title element."""
    element = next(root.iter("title"), None)
    return squeeze("".join(element.itertext())[:1000]) if element is not None else ""


def find_title(layout: Layout, headline: int | None, metadata: Metadata, document: str, url: str | None = None) -> str:
    """The headline as it is shown; else as the page states it elsewhere."""
    names = site_names(metadata.site_name, document, metadata.canonical or url)
    if headline is None:
        if metadata.headline:  # stated as a headline: what is not the site's name in it is its own
            return cut_site(squeeze(metadata.headline), names)
        return without_site(squeeze(metadata.og_title or document), names)
    stated = [cut_site(squeeze(text), names) for text in (metadata.headline, metadata.og_title) if text]
    shown = _as_spelt(cut_site(_lines(layout, headline, [*stated, document]), names), [*stated, document])
    return _without_kicker(shown, stated, _marked_kicker(layout, headline))


def _lines(layout: Layout, headline: int, stated: list[str]) -> str:
    """The headline's block; with the other lines of its heading where the page states them as one."""
    line = squeeze(layout.blocks[headline].text)
    section = layout.blocks[headline].section
    near = layout.blocks[max(0, headline - 3) : headline + 4]
    lines = squeeze(" ".join(block.text for block in near if block.section == section)) if len(near) > 1 else line
    if line == lines or letters(line) in map(letters, stated):
        return line
    return lines if any(letters(text).startswith(letters(lines)) for text in stated) else line


def _as_spelt(shown: str, stated: list[str]) -> str:
    """The headline with the colon or dash that the page writes elsewhere between two of its lines."""
    pauses, plain = PAUSES.findall(shown), PAUSE.sub(" ", shown)
    for text in stated:
        if PAUSE.sub(" ", text) == plain and (len(found := PAUSES.findall(text)) > len(pauses) or found == pauses):
            return text
    return shown


def _marked_kicker(layout: Layout, headline: int) -> str:
    """The words of a headline that its markup calls a kicker, "" where there are none."""
    element = layout.sections[layout.blocks[headline].section].element
    first = next(element.iterchildren("span", "small", "strong", "em", "b"), None)
    if first is None or (element.text or "").strip() or not KICKER.search(first.get("class", "")):
        return ""
    return squeeze("".join(first.itertext()))


def _without_kicker(title: str, stated: list[str], marked: str) -> str:
    """A headline without the words before it: those that the page leaves out elsewhere, or that its markup tells."""
    shown = letters(title)
    if shown in map(letters, stated):
        return title
    if marked and title.startswith(marked) and len(title) > len(marked) + 8:
        return title[len(marked) :].lstrip(" |-–—·:/｜：")
    without = (text for text in stated if measure(letters(text)) >= 14 and shown.endswith(letters(text)))
    return squeeze(next(without, title))


@lru_cache(maxsize=64)
def site_names(stated: str | None, document: str, url: str | None) -> frozenset[str]:
    """The site's names as letters: the stated one, and the parts of the title element that are like the host's name."""
    host = _host(url)
    parts = [letters(part) for part in PART.split(document[:400])]
    names = {part for part in parts if _is_of_host(part, host)} if len(parts) > 1 else set()
    return frozenset({letters(stated or ""), *names} - {""})


def _host(url: str | None) -> str:
    """The name in an address that is the site's own: `epa` of `www.epa.gov`, `bbc` of `news.bbc.co.uk`, as letters."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return ""
    own = labels[:-1] if len(labels) < 3 or len(labels[-2]) > 3 else labels[:-2]
    return letters(own[-1]) if own else ""


def _is_of_host(name: str, host: str) -> bool:
    """Whether a name (as letters) is like the host's: `Four Years Remaining` of `fouryears.eu`."""
    short, long = sorted((name, host), key=len)
    return len(short) >= 3 and long.startswith(short) and 2 * len(short) >= len(long)


@lru_cache(maxsize=64)
def cut_site(title: str, names: frozenset[str]) -> str:
    """A title without the site's name at either end."""
    breaks = list(PART.finditer(title))
    if breaks and letters(title[breaks[-1].end() :]) in names:
        return title[: breaks[-1].start()].rstrip(MARKS)
    if breaks and letters(title[: breaks[0].start()]) in names:
        return title[breaks[0].end() :].lstrip(MARKS)
    return title


def without_site(title: str, names: frozenset[str]) -> str:
    """A title element's text without the site's name at either end, and a section's beside it."""
    cut = cut_site(title, names)
    breaks = list(PART.finditer(cut))
    if cut != title:
        last = cut[breaks[-1].end() :] if breaks else ""
        return cut[: breaks[-1].start()] if last and measure(last) <= SECTION and 3 * len(last) < len(cut) else cut
    parts = [part for part in PART.split(title) if part]
    if len(parts) < 2:
        return title
    longest = max(parts, key=len)
    return longest if len(longest) > 2 * len(parts[0]) else parts[0]
