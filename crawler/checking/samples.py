"""Three stories, and how each of their fields looks. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, timedelta

from lxml.html import HtmlElement

from archive.article import Article
from crawler.checking.found import is_named
from crawler.checking.report import FieldSeen, SelectorSeen, StorySeen, Verdict
from crawler.checking.visit import Sample, Visit
from crawler.discovery.link import Kind, Link
from crawler.discovery.texts import text_width
from crawler.extraction.language import primary
from crawler.extraction.selectors import select_any
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal, Selectors
from crawler.reading import Listed, read

SHORT = 200  # letters of a body, Han and Kana counted twice, from which on it is taken for whole
_WORDS = 90  # characters of a value that are shown
_LETTERS = re.compile(r"[\W_]+")


def story_seen(sample: Sample, portal: Portal, visit: Visit, listed: Link | None) -> StorySeen:
    """Read a sample as a crawl would. listed: what the listing or feed said of it."""
    url, page = sample.link.url, sample.answer.page
    named = is_named(url, portal.article_url)
    if page is None:
        return StorySeen(url=url, named=named, reason=sample.answer.trouble)
    link = listed or sample.link
    try:
        reading = read(
            fresh(page),
            portal,
            role=Kind.ARTICLE,
            hosts=visit.hosts,
            named=named,
            listed=Listed(title=link.title, date=link.date),
        )
    except UnreadablePageError as error:
        return StorySeen(url=url, named=named, reason=f"is no readable document: {error}")
    if reading.article is None or reading.kind is not Kind.ARTICLE:
        return StorySeen(url=url, named=named, reason=f"reads as no story: {reading.reason}")
    return StorySeen(
        url=url, named=named, is_story=True, fields=tuple(fields_seen(reading.article, link, portal, visit.day))
    )


def fresh(page: Page) -> Page:
    """The page with a tree of its own, since reading changes it."""
    return replace(page)


def fields_seen(article: Article, listed: Link, portal: Portal, today: date) -> Iterator[FieldSeen]:
    """The fields of a story, each with a verdict."""
    yield _title(article, listed)
    yield _date(article, listed, today)
    yield _optional("authors", ", ".join(article.authors))
    yield _body(article)
    yield _optional("images", _counted(len(article.images), [image.caption or "" for image in article.images]))
    yield _optional(
        "attachments", _counted(len(article.attachments), [file.title or "" for file in article.attachments])
    )
    yield _language(article, portal)


def _title(article: Article, listed: Link) -> FieldSeen:
    if not article.title:
        return FieldSeen(name="title", value="", verdict=Verdict.BAD, note="none found")
    value = shortened(article.title)
    here, there = _letters(article.title), _letters(listed.title or "")
    if not there or here[:20] in there or there[:20] in here:  # either may be cut, or follow a label
        return FieldSeen(name="title", value=value, verdict=Verdict.GOOD)
    note = f"the listing says “{shortened(listed.title or '')}”"
    return FieldSeen(name="title", value=value, verdict=Verdict.DOUBT, note=note)


def _date(article: Article, listed: Link, today: date) -> FieldSeen:
    if not article.date:
        return FieldSeen(name="date", value="", verdict=Verdict.BAD, note="none found")
    note = ""
    if article.date[:10] > (today + timedelta(days=1)).isoformat():
        note = "is still to come"
    elif listed.date and _days_apart(article.date, listed.date) > 1:
        note = f"the listing says {listed.date[:10]}"
    source = f" ({article.date_source})" if article.date_source else ""
    verdict = Verdict.DOUBT if note else Verdict.GOOD
    return FieldSeen(name="date", value=f"{article.date}{source}", verdict=verdict, note=note)


def _days_apart(one: str, other: str) -> int:
    """Days between two ISO dates; 0 where one of them is no whole day."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _body(article: Article) -> FieldSeen:
    length = len(article.body)
    value = f"{length:,} characters: {shortened(article.body)}" if length else ""
    if length and text_width(article.body) >= SHORT:
        return FieldSeen(name="body", value=value, verdict=Verdict.GOOD)
    if article.images or article.attachments:
        note = "short, but there are pictures or files: they may be the story"
        return FieldSeen(name="body", value=value, verdict=Verdict.DOUBT, note=note)
    return FieldSeen(name="body", value=value, verdict=Verdict.BAD, note="short" if length else "none found")


def _language(article: Article, portal: Portal) -> FieldSeen:
    if not article.language:
        return FieldSeen(name="language", value="", verdict=Verdict.DOUBT, note="not told by page nor words")
    known = {primary(tag) for tag in portal.languages}
    if known and primary(article.language) not in known:
        note = f"not among the file's languages ({', '.join(portal.languages)})"
        return FieldSeen(name="language", value=article.language, verdict=Verdict.DOUBT, note=note)
    return FieldSeen(name="language", value=article.language, verdict=Verdict.GOOD)


def _optional(name: str, value: str) -> FieldSeen:
    return FieldSeen(name=name, value=shortened(value), verdict=Verdict.GOOD if value else Verdict.NONE)


def _counted(number: int, words: Iterable[str]) -> str:
    first = next(filter(None, words), "")
    return f"{number}: {first}" if number and first else str(number or "")


def shortened(text: str) -> str:
    """The first words of a text, in one line."""
    line = " ".join(text[: 4 * _WORDS].split())
    return line if len(line) <= _WORDS else f"{line[:_WORDS].rstrip()}…"


def _letters(text: str) -> str:
    return _LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


# selectors


def selectors_seen(portal: Portal, samples: Iterable[Sample]) -> Iterator[SelectorSeen]:
    """On how many of the sample pages each of the file's selectors finds something."""
    trees = [tree for sample in samples if sample.answer.page and (tree := _tree(sample.answer.page)) is not None]
    for key, selector in _selectors(portal.selectors):
        matched = sum(bool(select_any(tree, selector)) for tree in trees)
        if trees:
            yield SelectorSeen(key=key, selector=selector, matched=matched, of=len(trees))


def _tree(page: Page) -> HtmlElement | None:
    try:
        return fresh(page).tree
    except UnreadablePageError:
        return None


def _selectors(selectors: Selectors) -> Iterator[tuple[str, str]]:
    for field in fields_of(Selectors):
        value = getattr(selectors, field.name)
        if isinstance(value, str):
            yield f"selectors.{field.name}", value
        elif value:
            yield from ((f"selectors.{field.name}[{number}]", one) for number, one in enumerate(value))
