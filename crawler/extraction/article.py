"""`extract`: the whole way from bytes to an article, each step in its own file."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from crawler.extraction.translations import Own, find_translations, own_address
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


@dataclass(frozen=True, slots=True)
class _Source:
    """A page as its readers need it. document: the title element's text; base: what addresses are relative to."""

    tree: HtmlElement
    url: str | None
    base: str | None
    document: str
    portal: Portal | None
    selectors: Selectors

    @property
    def languages(self) -> tuple[str, ...]:
        return self.portal.languages if self.portal else ()


def _read(
    tree: HtmlElement, url: str | None, template: SiteTemplate | None, portal: Portal | None, day: date | None
) -> Extraction:
    """What the page shows, or what else tells its story; then the article; then what is the site's."""
    tree = put_together(tree)
    selectors = portal.selectors_of(day) if portal else NO_SELECTORS
    removed = frozenset(element for selector in selectors.remove for element in select(tree, selector))
    metadata = read_metadata(tree, url)
    base = document_base(tree, url or metadata.canonical)
    source = _Source(tree, url, base, document_title(tree), portal, selectors)
    chosen = select(tree, selectors.body)
    site = SitePage(read_layout(tree, removed), template)
    shown = _shown(source, site, metadata, chosen)
    elsewhere = None if chosen else told_elsewhere(tree, shown, source.document, url)
    told = elsewhere or shown
    byline = told.metadata.authors or find_byline(shown.layout, shown.headline, shown.body.kept)
    story, authors = take_signature(told.layout, told.body, byline)
    told = replace(told, body=story)
    article = _article(source, shown, told, authors, is_shown=elsewhere is None)
    hidden = _hidden(site, shown, article, base) if site.hides_pictures(shown.body) else ()
    return site.account(printable(article), shown.body if elsewhere else story, hidden, base)


def _shown(source: _Source, site: SitePage, metadata: Metadata, chosen: list[HtmlElement]) -> Telling:
    """The story as the document shows it, without what is the site's."""
    headline = find_headline(site.whole, metadata, source.document, source.url)
    body = site.choose(partial(find_body, site.whole, headline, chosen=chosen, summary=metadata.summary))
    headline, body = _without_headline(site.whole, headline, body, metadata)
    return Telling(site.layout, headline, site.strip(body), metadata)


def _article(source: _Source, shown: Telling, told: Telling, authors: tuple[str, ...], *, is_shown: bool) -> Article:
    """The article. told: the story; shown: what the document shows of it, the same where `is_shown`."""
    metadata, base, selectors = told.metadata, source.base, source.selectors
    gallery = _gallery(told, None if is_shown else shown, base)
    gallery = selected_images(told.layout, select_any(source.tree, selectors.images), gallery, base)
    text, markup = _render(told, gallery, base)
    language = _language(source.tree, selectors) or detect(text, metadata.language, source.languages)
    dated, modified = _dates(source, replace(shown, metadata=metadata), language)
    attachments = find_attachments(told.layout, told.body, told.headline, base)
    if not attachments and not is_shown:
        attachments = find_attachments(shown.layout, shown.body, shown.headline, base)
    own = Own(url=source.url, base=source.base, canonical=metadata.canonical, language=language)
    translations = find_translations(source.tree, shown.metadata.translations, own)
    article = Article(
        title=find_title(shown.layout, shown.headline, metadata, source.document, source.url),
        body=text,
        body_html=markup,
        url=own_address(metadata.canonical, source.url, translations),
        date=dated.date if dated else None,
        date_text=dated.text if dated else None,
        date_source=dated.source if dated else None,
        modified=modified,
        authors=authors or metadata.organisations,
        tags=metadata.tags,
        summary=metadata.summary,
        language=language,
        images=gallery.images,
        attachments=attachments,
        translations=translations,
    )
    return article if selectors is NO_SELECTORS else _selected(article, source)


def _hidden(site: SitePage, shown: Telling, article: Article, base: str | None) -> tuple[str, ...]:
    """The addresses of the pictures that the story would have without the site's template."""
    whole = find_images(site.whole, shown.body, shown.headline, base, shown.metadata.images)
    left = {image.url for image in article.images}
    return tuple(image.url for image in whole.images if image.url not in left)


def _without_headline(layout: Layout, headline: int | None, body: Body, metadata: Metadata) -> tuple[int | None, Body]:
    """The headline, where need be a guess, and the body without it."""
    if headline is not None or not body.kept or metadata.headline or metadata.og_title:
        return headline, body
    guess = guess_headline(layout, body.kept[0])
    return guess, replace(body, kept=tuple(number for number in body.kept if number != guess))


def _gallery(told: Telling, shown: Telling | None, base: str | None) -> Gallery:
    """The pictures of the story; where it is told elsewhere and has none there, those that the page shows."""
    gallery = find_images(told.layout, told.body, told.headline, base, told.metadata.images)
    if shown and not gallery.places:
        found = find_images(shown.layout, shown.body, shown.headline, base, shown.metadata.images)
        return Gallery(places={0: list(found.images)})
    return gallery


def _render(told: Telling, gallery: Gallery, base: str | None) -> tuple[str, str]:
    """The body as text and as HTML."""
    kept = [number for number in told.body.kept if number not in gallery.captions]
    section = told.body.section
    return to_text(told.layout, kept, section), to_html(told.layout, kept, section, gallery.places, base)


def _dates(source: _Source, shown: Telling, language: str | None) -> tuple[Dated | None, str | None]:
    """The day of publication, and what the page says of a change; the language decides between day and month."""
    sections, selectors = shown.layout.sections, source.selectors
    head = sections[shown.layout.blocks[shown.headline].section].element if shown.headline is not None else None
    text = sections[shown.body.section].element if shown.body.section >= 0 else None
    languages = (*source.languages, *((language,) if language else ()))
    zone = source.portal.timezone if source.portal else None
    found, modified = find_dates(
        source.tree, shown.metadata, url=source.url, headline=head, body=text, languages=languages, timezone=zone
    )
    changed = _selected_date(source.tree, selectors.modified, languages, zone)
    dated = _selected_date(source.tree, selectors.date, languages, zone) or found
    return dated, changed.date if changed else modified


def _selected_date(
    tree: HtmlElement, selector: str | None, languages: tuple[str, ...], zone: str | None
) -> Dated | None:
    printed = next(iter(select_texts(tree, selector)), "")
    day = read_date(printed, languages, zone)
    return Dated(day, printed, "selector") if day else None


def _language(tree: HtmlElement, selectors: Selectors) -> str | None:
    return next(filter(None, map(language_tag, select_texts(tree, selectors.language))), None)


def _selected(article: Article, source: _Source) -> Article:
    """The article with the other fields that the portal's selectors find."""
    tree, selectors = source.tree, source.selectors
    title = select_texts(tree, selectors.title)
    summary = select_texts(tree, selectors.summary)
    return replace(
        article,
        title=title[0] if title else article.title,
        summary=summary[0] if summary else article.summary,
        authors=select_list(tree, selectors.author) or article.authors,
        tags=select_list(tree, selectors.tags) or article.tags,
        attachments=selected_attachments(select_any(tree, selectors.attachments), source.base) or article.attachments,
    )
