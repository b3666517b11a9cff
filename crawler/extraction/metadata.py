"""What a page says of itself: JSON-LD, meta elements, microdata, RDFa.

Dialects met on ministry portals: Open Graph, Dublin Core, the Chinese TRS names (PubDate, ArticleTitle,
ContentSource), citation_*, parsely, sailthru, cXense, Drupal 7's RDFa. The head is read in one pass; the body is
searched only for what the head left open.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction import json_ld, meta_names
from crawler.extraction.bylines import clean_authors
from crawler.extraction.json_ld import Node
from crawler.extraction.microdata import Marked, bylines, read_marked

# vi_VN, zh-hans, en-US.UTF-8.
LANGUAGE_TAG = re.compile(r"\A([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@]|\Z)")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
MAX_VALUE = 5_000  # characters of a meta element; longer is a body or an attack
ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "governmentorganization", "corporation"})
LONGEST_TITLE = 1_000
NAMING = ("property", "name", "http-equiv")  # attributes of a meta element
LONGEST_DATE = 200  # characters of a stated date

Metas = dict[str, list[str]]
Raw = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The page's own statements, mostly as they stand.

    canonical: absolute, http(s). published, modified: (source, raw text), the most trusted first. doubtful: dates of
    which it is not said what they are (creation, last save). organisations: stated as
    authors where no person is. language: BCP 47. images: absolute addresses. translations: language (or "") and address
    of those that JSON-LD names.
    """

    headline: str | None = None
    og_title: str | None = None
    site_name: str | None = None
    canonical: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    language: str | None = None
    published: Raw = ()
    modified: Raw = ()
    doubtful: Raw = ()
    article_body: str | None = None
    images: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()
    is_article: bool = False


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """What the page says of itself. Never raises; what is not said is None or ()."""
    metas, scripts, links, title = _head(tree)
    canonical = _canonical(links, metas, url)
    og_title = _first(metas, meta_names.TITLES)
    urls = tuple(filter(None, (url, canonical, *metas.get("og:url", ()))))
    node = json_ld.best_article(scripts, urls=urls, titles=tuple(filter(None, (og_title, title))))
    article = node if json_ld.is_article(node) else {}
    stated = _authors(article, metas)
    publishers = tuple(filter(None, (_first(metas, meta_names.SITES), _publisher(node))))
    # Walking all elements costs as much as the rest: only where the head leaves something open.
    bodies = {name.casefold() for name in (*publishers, *clean_authors(_people(article, ORGANISATIONS)))}
    persons = tuple(name for name in stated if name.casefold() not in bodies)
    told = persons and _dates(node, "datePublished", metas, meta_names.PUBLISHED, Marked())
    marked = Marked() if told else read_marked(tree)
    return Metadata(
        headline=_title(json_ld.text(article.get("headline")) or json_ld.text(article.get("name"))),
        og_title=_title(og_title),
        site_name=next(iter(publishers), None),
        canonical=canonical,
        authors=persons or clean_authors(marked.of(meta_names.MARKED_AUTHORS)) or clean_authors(bylines(tree)),
        organisations=() if persons else stated,
        tags=_tags(article, metas),
        summary=_plain(_first(metas, meta_names.SUMMARIES) or json_ld.text(article.get("description"))),
        language=_language(tree, node, metas),
        published=_dates(node, "datePublished", metas, meta_names.PUBLISHED, marked),
        modified=_dates(node, "dateModified", metas, meta_names.MODIFIED, marked),
        doubtful=_dates(node, "dateCreated", metas, meta_names.DOUBTFUL, marked) + _marked("datePublished", marked),
        article_body=json_ld.text(article.get("articleBody")),
        images=_images(article, metas, url),
        translations=json_ld.translations(node),
        is_article=bool(article) or marked.is_article or _says_article(metas),
    )


def _title(text: str | None) -> str | None:
    plain = _plain(text[:LONGEST_TITLE]) if text else None
    return " ".join(plain.split()) or None if plain else None


def _plain(text: str | None) -> str | None:
    """A statement as text: NFC, without markup and doubly escaped entities."""
    if text and "&" in text:
        text = html.unescape(text)
    if text and "<" in text:
        text = TAG.sub(" ", text)
    return unicodedata.normalize("NFC", text) if text else None


def _head(tree: HtmlElement) -> tuple[Metas, list[str], list[HtmlElement], str | None]:
    """Meta values by lower-case name, JSON-LD texts, link elements and the document's title, in one pass."""
    metas: Metas = {}
    scripts: list[str] = []
    links: list[HtmlElement] = []
    title: str | None = None
    for element in tree.iter("meta", "script", "link", "title"):
        if element.tag == "meta":
            _add_meta(metas, element)
        elif element.tag == "script":
            if "ld+json" in element.get("type", "").lower():
                scripts.append(element.text or "")
        elif element.tag == "link":
            links.append(element)
        elif title is None:
            title = element.text
    return metas, scripts, links, title


def _add_meta(metas: Metas, element: HtmlElement) -> None:
    content = element.get("content", "").strip()
    if not content or len(content) > MAX_VALUE or element.get("itemprop"):
        return
    for stated in map(element.get, NAMING):
        name = stated.strip().lower() if stated else ""
        if name and len(metas.setdefault(name, [])) < 50:
            metas[name].append(content)


def _first(metas: Metas, names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _canonical(links: list[HtmlElement], metas: Metas, url: str | None) -> str | None:
    stated = [link.get("href", "") for link in links if "canonical" in link.get("rel", "").lower().split()]
    for address in (*stated, *metas.get("og:url", ())):
        absolute = absolute_url(address, url)
        if absolute:
            return absolute
    return None


def absolute_url(address: str, base: str | None) -> str | None:
    """`address` as an absolute http(s) URL, else None."""
    address = address.strip()
    try:
        joined = address if address.startswith(("https://", "http://")) else urljoin(base or "", address)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def _dates(node: Node, name: str, metas: Metas, names: tuple[str, ...], marked: Marked) -> Raw:
    stated: list[tuple[str, str]] = []
    value = json_ld.text(node.get(name))
    if value:
        stated.append((f"json-ld {name}" if json_ld.is_article(node) else f"json-ld page {name}", value))
    stated += [(f"meta {meta}", metas[meta][0]) for meta in names if meta in metas]
    # Marks of several days are those of a list of stories, or of remarks.
    found = _marked(name, marked)
    agreeing = found if len({raw[:10] for _, raw in found}) == 1 else ()
    return (*((source, raw[:LONGEST_DATE]) for source, raw in stated), *agreeing)


def _marked(name: str, marked: Marked) -> Raw:
    return tuple((f"microdata {name}", value[:LONGEST_DATE]) for value in marked.of(meta_names.MARKED_DATES[name]))


def _publisher(node: Node) -> str | None:
    for publisher in json_ld.as_list(node.get("publisher")):
        name = json_ld.text(publisher.get("name")) if isinstance(publisher, dict) else None
        if name:
            return name
    return None


def _authors(article: Node, metas: Metas) -> tuple[str, ...]:
    stated = clean_authors(_people(article))
    for name in meta_names.AUTHORS:
        stated = stated or clean_authors(metas.get(name, ()))
    return stated


def _people(article: Node, kinds: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of the article's authors; of those kinds of author alone where kinds are given."""
    for key in ("author", "creator"):
        for person in json_ld.as_list(article.get(key))[:50]:
            if kinds and not (isinstance(person, dict) and kinds & json_ld.types(person)):
                continue
            name = person.get("name") if isinstance(person, dict) else person
            for value in json_ld.as_list(name):
                if isinstance(value, str):
                    yield value


def _tags(article: Node, metas: Metas) -> tuple[str, ...]:
    stated: list[str] = [value for name in meta_names.TAGS[:1] for value in metas.get(name, ())]
    if not stated:
        keywords = [value for value in json_ld.as_list(article.get("keywords")) if isinstance(value, str)]
        stated = keywords or [value for name in meta_names.TAGS[1:] for value in metas.get(name, ())[:1]][:1]
    parts = (part for value in stated for part in re.split(r"[,;，、；]", html.unescape(value[:2000])))
    tags = (unicodedata.normalize("NFC", " ".join(part.split())) for part in parts)
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 80 and (len(tag) > 1 or not tag.isascii())))[
        :30
    ]


def _language(tree: HtmlElement, node: Node, metas: Metas) -> str | None:
    root = tree.getroottree().getroot()
    in_metas = (value for name in meta_names.LANGUAGES for value in metas.get(name, ()))
    stated = (root.get("lang"), root.get("xml:lang"), *in_metas, json_ld.text(node.get("inLanguage")))
    return next(filter(None, (language_tag(value) for value in stated if value)), None)


def language_tag(text: str) -> str | None:
    """A language as pages write it (`vi_VN`, `zh-hans`, `en-US.UTF-8`) as BCP 47, None where it is none."""
    match = LANGUAGE_TAG.match(text.strip())
    if not match:
        return None
    language, script, region = match.groups()
    language = meta_names.MISTAKEN_LANGUAGES.get(language.lower(), language.lower())
    if len(language) == 3 and language not in meta_names.LONG_LANGUAGES:
        return None
    parts = (language, script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def _images(article: Node, metas: Metas, url: str | None) -> tuple[str, ...]:
    stated = [*_image_urls(article.get("image")), *metas.get("og:image", ()), *metas.get("twitter:image", ())]
    return tuple(dict.fromkeys(filter(None, (absolute_url(address, url) for address in stated[:30]))))


def _image_urls(value: object) -> Iterator[str]:
    for item in json_ld.as_list(value):
        address = (item.get("url") or item.get("contentUrl")) if isinstance(item, dict) else item
        if isinstance(address, str):
            yield address


def _says_article(metas: Metas) -> bool:
    kind = metas.get("og:type", [""])[0].lower()
    return kind in {"article", "news", "newsarticle"} or any(name in metas for name in meta_names.ARTICLE_MARKS)
