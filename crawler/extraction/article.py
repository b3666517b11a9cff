"""`extract`: the whole way from bytes to an article, each step in its own file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from lxml.html import HtmlElement

from archive.article import Article
from crawler.extraction.address import document_base
from crawler.extraction.attachments import find_attachments
from crawler.extraction.blocks import Layout, read_layout
from crawler.extraction.body import Body, find_body
from crawler.extraction.dates.find import Dated, find_dates
from crawler.extraction.dates.text import read_date
from crawler.extraction.headline import find_headline, guess_headline
from crawler.extraction.images.find import Gallery, find_images
from crawler.extraction.language import detect
from crawler.extraction.metadata import Metadata, language_tag, read_metadata
from crawler.extraction.printable import printable
from crawler.extraction.render import to_html, to_text
from crawler.extraction.script.react_stream import put_together
from crawler.extraction.script.stated import Telling, told_elsewhere
from crawler.extraction.selected_media import selected_attachments, selected_images
from crawler.extraction.selectors import select, select_any, select_list, select_texts
from crawler.extraction.signature import find_byline, take_signature
from crawler.extraction.site_page import Extraction, SitePage
from crawler.extraction.template import SiteTemplate
from crawler.extraction.title import document_title, find_title
from crawler.extraction.uncollected import uncollected
from crawler.markup import parse
from crawler.page import Page
from crawler.portal import NO_SELECTORS, Portal, Selectors


def extract(
    html: bytes,
    url: str | None,
    template: SiteTemplate | None = None,
    *,
    portal: Portal | None = None,
    charset: str | None = None,
    day: date | None = None,
) -> Article:
    """What an HTML page says. Pure: no network, no clock, and the same bytes give the same article.

    url: the page's address; makes links absolute and may tell a date. template: the site's chrome, left out wherever it
    stands. portal: selectors that override what would be found, languages, timezone. charset: the server's word.
    day: when the page was fetched, for portals whose selectors changed with a redesign; None is today.
    Raises crawler.markup.UnreadablePageError for bytes that are no HTML page, and nothing else.
    """
    with uncollected():
        return _read(parse(html, charset), url, template, portal, day).article


def extract_page(
    page: Page, template: SiteTemplate | None = None, *, portal: Portal | None = None, day: date | None = None
) -> Extraction:
    """As `extract`, from a fetched page and the tree that it shares with other readers; the tree is left as it is.

    With a template, be it empty, also what a template is learned from, and what this one left out.
    """
    with uncollected():
        return _read(page.tree, page.url, template, portal, day)


def _read(
    tree: HtmlElement, url: str | None, template: SiteTemplate | None, portal: Portal | None, day: date | None
) -> Extraction:
    tree = put_together(tree)
    selectors = portal.selectors_of(day) if portal else NO_SELECTORS
    removed = frozenset(element for selector in selectors.remove for element in select(tree, selector))
    metadata = read_metadata(tree, url)
    document = document_title(tree)
    layout = read_layout(tree, removed)
    headline = find_headline(layout, metadata, document, url)
    chosen = select(tree, selectors.body)
    site = SitePage(layout, template)
    body = site.choose(partial(find_body, layout, headline, chosen=chosen, summary=metadata.summary))
    headline, body = _without_headline(layout, headline, body, metadata)
    base = document_base(tree, url or metadata.canonical)
    shown = Telling(site.layout, headline, site.strip(body), metadata)
    told = (None if chosen else told_elsewhere(tree, shown, document, url)) or shown
    metadata = told.metadata
    byline = metadata.authors or find_byline(layout, headline, shown.body.kept)
    story, authors = take_signature(told.layout, told.body, byline)
    gallery = _gallery(told, story, shown, base)
    gallery = selected_images(told.layout, select_any(tree, selectors.images), gallery, base)
    text, markup = _render(told.layout, story, gallery, base)
    language = _language(tree, selectors) or detect(text, metadata.language, portal.languages if portal else ())
    dated, modified = _dates(tree, metadata, layout, headline, shown.body, url, portal, selectors, language)
    article = Article(
        title=find_title(layout, headline, metadata, document, url),
        body=text,
        body_html=markup,
        url=metadata.canonical or url,
        date=dated.date if dated else None,
        date_text=dated.text if dated else None,
        date_source=dated.source if dated else None,
        modified=modified,
        authors=authors or metadata.organisations,
        tags=metadata.tags,
        summary=metadata.summary,
        language=language,
        images=gallery.images,
        attachments=find_attachments(told.layout, story, told.headline, base)
        or (() if told is shown else find_attachments(layout, body, headline, base)),
    )
    hidden: tuple[str, ...] = ()
    if site.hides_pictures(body):
        hidden = _hidden(gallery, find_images(layout, shown.body, headline, base, metadata.images))
    if selectors is not NO_SELECTORS:
        article = _selected(article, tree, selectors, base)
    return site.account(printable(article), story if told is shown else shown.body, hidden, base)


def _hidden(gallery: Gallery, whole: Gallery) -> tuple[str, ...]:
    """The addresses of the pictures that the story would have without the site's template."""
    shown = {image.url for image in gallery.images}
    return tuple(image.url for image in whole.images if image.url not in shown)


def _without_headline(layout: Layout, headline: int | None, body: Body, metadata: Metadata) -> tuple[int | None, Body]:
    """The headline, where need be a guess, and the body without it."""
    if headline is not None or not body.kept or metadata.headline or metadata.og_title:
        return headline, body
    guess = guess_headline(layout, body.kept[0])
    return guess, replace(body, kept=tuple(number for number in body.kept if number != guess))


def _gallery(told: Telling, story: Body, shown: Telling, base: str | None) -> Gallery:
    """The pictures of the story; those that the page shows where what else states it has none."""
    gallery = find_images(told.layout, story, told.headline, base, told.metadata.images)
    if told is not shown and not gallery.places:
        found = find_images(shown.layout, shown.body, shown.headline, base, shown.metadata.images)
        return Gallery(places={0: list(found.images)})
    return gallery


def _render(layout: Layout, body: Body, gallery: Gallery, url: str | None) -> tuple[str, str]:
    """The body as text and as HTML."""
    kept = [number for number in body.kept if number not in gallery.captions]
    return to_text(layout, kept, body.section), to_html(layout, kept, body.section, gallery.places, url)


def _dates(
    tree: HtmlElement,
    metadata: Metadata,
    layout: Layout,
    headline: int | None,
    body: Body,
    url: str | None,
    portal: Portal | None,
    selectors: Selectors,
    language: str | None,
) -> tuple[Dated | None, str | None]:
    """The day of publication, and what the page says of a change; the language decides between day and month."""
    head = layout.sections[layout.blocks[headline].section].element if headline is not None else None
    text = layout.sections[body.section].element if body.section >= 0 else None
    languages = (*(portal.languages if portal else ()), *((language,) if language else ()))
    zone = portal.timezone if portal else None
    found, modified = find_dates(tree, metadata, url=url, headline=head, body=text, languages=languages, timezone=zone)
    changed = _selected_date(tree, selectors.modified, languages, zone)
    return _selected_date(tree, selectors.date, languages, zone) or found, changed.date if changed else modified


def _selected_date(
    tree: HtmlElement, selector: str | None, languages: tuple[str, ...], zone: str | None
) -> Dated | None:
    printed = next(iter(select_texts(tree, selector)), "")
    day = read_date(printed, languages, zone)
    return Dated(day, printed, "selector") if day else None


def _language(tree: HtmlElement, selectors: Selectors) -> str | None:
    return next(filter(None, map(language_tag, select_texts(tree, selectors.language))), None)


def _selected(article: Article, tree: HtmlElement, selectors: Selectors, url: str | None) -> Article:
    """The article with the other fields that the portal's selectors find."""
    title = select_texts(tree, selectors.title)
    summary = select_texts(tree, selectors.summary)
    return replace(
        article,
        title=title[0] if title else article.title,
        summary=summary[0] if summary else article.summary,
        authors=select_list(tree, selectors.author) or article.authors,
        tags=select_list(tree, selectors.tags) or article.tags,
        attachments=selected_attachments(select_any(tree, selectors.attachments), url) or article.attachments,
    )
