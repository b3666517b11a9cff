"""`extract`: the whole way from bytes to an article, each step in its own file."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from lxml.html import HtmlElement

from archive.article import Article
from crawler.extraction.address import document_base
from crawler.extraction.attachments import find_attachments
from crawler.extraction.blocks import Layout, read_layout
from crawler.extraction.body import Body, find_body
from crawler.extraction.date_text import read_date
from crawler.extraction.dates import Dated, find_date, find_modified
from crawler.extraction.headline import find_headline, guess_headline
from crawler.extraction.images import Gallery, find_images
from crawler.extraction.language import detect
from crawler.extraction.metadata import Metadata, read_metadata
from crawler.extraction.render import stated_html, stated_text, to_html, to_text
from crawler.extraction.selectors import select, select_texts
from crawler.extraction.signature import take_signature
from crawler.extraction.template import SiteTemplate
from crawler.extraction.title import document_title, find_title
from crawler.markup import parse
from crawler.page import Page
from crawler.portal import Portal, Selectors

THIN = 0.3  # below this share of the length of the JSON-LD's articleBody, the document's text is not the story


def extract(
    html: bytes,
    url: str | None,
    template: SiteTemplate | None = None,
    *,
    portal: Portal | None = None,
    charset: str | None = None,
) -> Article:
    """What an HTML page says. Pure: no network, no clock, and the same bytes give the same article.

    url: the page's address; makes links absolute and may tell a date. template: the site's chrome, left out wherever it
    stands. portal: selectors that override what would be found, languages, timezone. charset: the server's word.
    Raises crawler.markup.UnreadablePageError for bytes that are no HTML page, and nothing else.
    """
    return _read(parse(html, charset), url, template, portal)


def extract_page(page: Page, template: SiteTemplate | None = None, *, portal: Portal | None = None) -> Article:
    """As `extract`, from a fetched page and the tree that it shares with other readers; the tree is left as it is."""
    return _read(page.tree, page.url, template, portal)


def _read(tree: HtmlElement, url: str | None, template: SiteTemplate | None, portal: Portal | None) -> Article:
    selectors = portal.selectors if portal else Selectors()
    removed = frozenset(element for selector in selectors.remove for element in select(tree, selector))
    metadata = read_metadata(tree, url)
    document = document_title(tree)
    layout = read_layout(tree, removed)
    headline = find_headline(layout, metadata, document)
    body = find_body(layout, headline, chosen=select(tree, selectors.body), template=template, summary=metadata.summary)
    if headline is None and body.kept and not (metadata.headline or metadata.og_title):
        headline = guess_headline(layout, body.kept[0])
        body = replace(body, kept=tuple(number for number in body.kept if number != headline))
    body, authors = take_signature(layout, body, metadata.authors)
    base = document_base(tree, url or metadata.canonical)
    gallery = find_images(layout, body, headline, base, metadata.images)
    text, markup = _render(layout, body, gallery, metadata, base)
    language = detect(text, metadata.language, portal.languages if portal else ())
    dated, modified = _dates(tree, metadata, layout, headline, body, url, portal, language)
    article = Article(
        title=find_title(layout, headline, metadata, document),
        body=text,
        body_html=markup,
        url=metadata.canonical or url,
        date=dated.date if dated else None,
        date_text=dated.text if dated else None,
        date_source=dated.source if dated else None,
        modified=modified,
        authors=authors,
        tags=metadata.tags,
        summary=metadata.summary,
        language=language,
        images=gallery.images,
        attachments=find_attachments(layout, body, headline, base),
    )
    return _selected(article, tree, selectors)


def _render(layout: Layout, body: Body, gallery: Gallery, metadata: Metadata, url: str | None) -> tuple[str, str]:
    """The body as text and as HTML; from the page's JSON-LD where the document itself holds next to nothing of it."""
    kept = [number for number in body.kept if number not in gallery.captions]
    text = to_text(layout, kept, body.section)
    stated = metadata.article_body or ""
    if len(text) < THIN * len(stated):
        return stated_text(stated), stated_html(stated)
    return text, to_html(layout, kept, body.section, gallery.places, url)


def _dates(
    tree: HtmlElement,
    metadata: Metadata,
    layout: Layout,
    headline: int | None,
    body: Body,
    url: str | None,
    portal: Portal | None,
    language: str | None,
) -> tuple[Dated | None, str | None]:
    """The day of publication, and what the page says of a change; the language decides between day and month."""
    head = layout.sections[layout.blocks[headline].section].element if headline is not None else None
    text = layout.sections[body.section].element if body.section >= 0 else None
    languages = (*(portal.languages if portal else ()), *((language,) if language else ()))
    zone = portal.timezone if portal else None
    printed = select_texts(tree, portal.selectors.date) if portal else []
    if printed and (day := read_date(printed[0], languages, zone)):
        dated: Dated | None = Dated(day, printed[0], "selector")
    else:
        dated = find_date(tree, metadata, url=url, headline=head, body=text, languages=languages, timezone=zone)
    return dated, find_modified(tree, metadata, headline=head, body=text, languages=languages, timezone=zone)


def _selected(article: Article, tree: HtmlElement, selectors: Selectors) -> Article:
    """The article with the fields that the portal's selectors find."""
    title = select_texts(tree, selectors.title)
    summary = select_texts(tree, selectors.summary)
    authors = select_texts(tree, selectors.author)
    tags = select_texts(tree, selectors.tags)
    return replace(
        article,
        title=unicodedata.normalize("NFC", title[0]) if title else article.title,
        summary=unicodedata.normalize("NFC", summary[0]) if summary else article.summary,
        authors=tuple(dict.fromkeys(authors)) or article.authors,
        tags=tuple(dict.fromkeys(tags)) or article.tags,
    )
