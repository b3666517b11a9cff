"""The extractors that are compared, each as its makers advise for quality.

A loader raises ImportError where its library is missing. What it gives takes a page's bytes and its address (or ""),
and may raise anything.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import lxml.html
from scoring import Found

Extract = Callable[[bytes, str], Found]
EVERYTHING = frozenset({"text", "title", "date", "images"})
IMAGE_MARK = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")  # how trafilatura writes a picture into the text
BLOCKS = (
    "p", "div", "li", "br", "tr", "td", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "blockquote", "pre", "figcaption",
)  # fmt: skip


def block_text(tree: lxml.html.HtmlElement) -> str:
    """The text of a tree, its blocks on lines of their own; changes the tree."""
    for element in tree.iter(*BLOCKS):
        element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return str(tree.text_content())


def sources(tree: Any, url: str) -> frozenset[str]:
    """Absolute addresses of the pictures in a tree (or in None), late-loaded ones too."""
    found = set()
    for image in () if tree is None else tree.iter("img", "graphic"):
        given = (image.get(name) for name in ("src", "data-src"))
        address = next((value for value in given if value and not value.startswith("data:")), "")
        with contextlib.suppress(ValueError):  # an address that is none
            found.add(urljoin(url, address))
    return frozenset(found - {url, ""})


def load_ours() -> Extract:
    """What this project reads, without portal rules and without a learned template."""
    from crawler.extraction import extract

    def ours(html: bytes, url: str) -> Found:
        article = extract(html, url or None)
        return Found(article.body, article.title, article.date or "", frozenset(i.url for i in article.images))

    return ours


def load_trafilatura(**options: bool) -> Extract:
    """Its defaults with metadata, without comments; images: the lead, and those of the body if asked for."""
    from trafilatura import bare_extraction

    def trafilatura(html: bytes, url: str) -> Found:
        document = bare_extraction(html, url=url or None, with_metadata=True, include_comments=False, **options)
        if document is None:
            return Found()
        images = sources(document.body, url) | ({document.image} if document.image else set())
        return Found(IMAGE_MARK.sub("", document.text or ""), document.title or "", document.date or "", images)

    return trafilatura


def load_newspaper() -> Extract:
    """Its defaults, nothing fetched."""
    from newspaper import article

    def newspaper(html: bytes, url: str) -> Found:
        page = article(url or "https://portal.example/", input_html=html, fetch_images=False)
        # Its own list holds every picture of the page; the lead and those beside the text score better.
        images = sources(page.top_node, url) | {page.top_image or ""}
        date = page.publish_date.isoformat() if page.publish_date else ""
        return Found(page.text, page.title or "", date, images - {""})

    return newspaper


def load_readability() -> Extract:
    """Its summary, made text block by block."""
    from readability import Document

    def readability(html: bytes, url: str) -> Found:
        document = Document(html, url=url or None)
        title = document.short_title()
        story = lxml.html.document_fromstring(document.summary(keep_all_images=True))
        images = sources(story, url)
        return Found(block_text(story), title or "", images=images)

    return readability


def load_resiliparse() -> Extract:
    """Main content as plain text; the title is the document's."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def resiliparse(html: bytes, url: str) -> Found:  # noqa: ARG001 - it asks for no address
        tree = HTMLTree.parse_from_bytes(html, detect_encoding(html, from_html_meta=True))
        text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)
        return Found(text, tree.title or "")

    return resiliparse


LOADERS: dict[str, tuple[Callable[[], Extract], frozenset[str]]] = {
    "ours": (load_ours, EVERYTHING),
    "trafilatura": (load_trafilatura, EVERYTHING),
    # Asked for pictures, it reads the text of some pages less well: a row of its own.
    "trafilatura-images": (lambda: load_trafilatura(include_images=True), EVERYTHING),
    "newspaper4k": (load_newspaper, EVERYTHING),
    "readability-lxml": (load_readability, EVERYTHING - {"date"}),
    "resiliparse": (load_resiliparse, frozenset({"text", "title"})),
}
