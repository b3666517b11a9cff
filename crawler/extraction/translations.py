"""The story in other languages, as its page names it: hreflang, JSON-LD, links labelled with a language's name.

A page's language switch often leads to front pages, to sections, or to the same text once more. Only addresses as
particular as the story's own are taken, one a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from archive.article import Translation
from crawler.extraction.language_names import CODES, LONGEST, language_of
from crawler.extraction.metadata import language_tag
from crawler.front_pages import leads_to_front_page
from crawler.urls import canonical, host_of, identity, is_document, is_media, parts_of

MOST = 40  # languages; what names more offers a site in every country
MAX_LINKS = 5_000
_PAGE = re.compile(r"(?:text/html|application/xhtml\+xml)?", re.IGNORECASE)
_EDITION = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|english|eng|vie|vietnamese|thai", re.IGNORECASE)
_NUMBER = re.compile(r"\d\d")
_SOME_NUMBER = re.compile(r"\d+")
_VALUE = re.compile(r"=(\w{2,12})(?:&|$)")
_WORDS = re.compile(r"[^\W_]+")
_TRADITIONAL = frozenset({"TW", "HK", "MO", "Hant"})
_BESIDE = 60  # characters beside a link; more is prose, which names other things than this story in English

Named = tuple[str | None, str]  # language as BCP 47, canonical address


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is known of the story itself. url: where it was read; base: what its links are relative to."""

    url: str | None
    base: str | None
    canonical: str | None
    language: str | None


def find_translations(tree: HtmlElement, stated: Iterable[tuple[str, str]], own: Own) -> tuple[Translation, ...]:
    """The translations that a story's page names: declared ones first, each language once, without the story itself.

    stated: language (or "") and address of those that the page's JSON-LD names. Never raises.
    """
    declared = [*_declared(tree, own.base), *_stated(stated, own.base)]
    visible = _unambiguous(_labelled(tree, own))
    if len({address for _, address in (*declared, *visible)}) > MOST:
        return ()
    selves, tongue = _self(declared, own)
    others = [(tag, address) for tag, address in declared if identity(address) not in selves]
    others = [*_one_tongue_each(others), *(named for named in visible if identity(named[1]) not in selves)]
    found: dict[str, Translation] = {}
    for tag, address in others:
        key = _tongue(tag) or address
        if key != tongue and _is_as_particular(address, own.url):
            found.setdefault(key, Translation(language=tag, url=address))
    return tuple({translation.url: translation for translation in found.values()}.values())


def own_address(canonical_url: str | None, url: str | None, translations: Iterable[Translation]) -> str | None:
    """The story's address: what the page calls canonical, unless that is its original in another language."""
    if canonical_url and url and identity(canonical_url) in {identity(other.url) for other in translations}:
        return url
    return canonical_url or url


def _self(declared: list[Named], own: Own) -> tuple[frozenset[str], str]:
    """The identities of the story itself and its language.

    Many translations call the original canonical, so that the address they were read from has the first word.
    """
    here = identity(own.url) if own.url else ""
    stated = {identity(address): _tongue(tag) for tag, address in declared}
    if here in stated or not own.canonical:
        return frozenset({here}), stated.get(here) or _tongue(own.language)
    claimed = identity(own.canonical)
    tongue = _tongue(own.language)
    if tongue and stated.get(claimed, tongue) != tongue:
        return frozenset({here}), tongue
    return frozenset({here, claimed}), stated.get(claimed) or tongue


def _tongue(tag: str | None) -> str:
    """A language as it is told from others: regions are none of their own, but for the two ways to write Chinese."""
    language, *rest = (tag or "").split("-")
    if language == "zh":
        return "zh-Hant" if _TRADITIONAL.intersection(rest) else "zh-Hans"
    script = next((part for part in rest if len(part) == 4), "")
    return f"{language}-{script}" if script else language


def _declared(tree: HtmlElement, base: str | None) -> Iterator[Named]:
    """The head's `link rel=alternate hreflang`, but not those to feeds and the choice of a language."""
    for link in islice(tree.iter("link"), MAX_LINKS):
        tag = language_tag(link.get("hreflang") or "")
        if tag and "alternate" in (link.get("rel") or "").lower().split() and _PAGE.fullmatch(link.get("type") or ""):
            address = canonical(link.get("href") or "", base)
            if address:
                yield tag, address


def _stated(stated: Iterable[tuple[str, str]], base: str | None) -> Iterator[Named]:
    for language, raw in stated:
        if address := canonical(raw, base):
            yield language_tag(language), address


def _labelled(tree: HtmlElement, own: Own) -> Iterator[Named]:
    """Links on the same site that are labelled with a language's name: "Read this release in: English | हिन्दी"."""
    for element in islice(tree.iter("a", "option"), MAX_LINKS):
        href = element.get("href") if element.tag == "a" else _value(element)
        if not href:
            continue
        hint = language_tag(element.get("hreflang") or element.get("lang") or "")
        language = language_of(_label(element), hint)
        if language is None or _is_in_prose(element):
            continue
        address = canonical(href, own.base)
        if address and _same_site(address, own.url) and (hint or _says_so(address, language, own.url)):
            yield hint if hint and _tongue(hint) == _tongue(language) else language, address


def _value(option: HtmlElement) -> str | None:
    value = option.get("value") or ""
    return value if value.startswith(("/", "?", "http:", "https:")) else None


def _label(element: HtmlElement) -> str:
    """The words of a link, or what its flag is called."""
    parts: list[str] = []
    for node in islice(element.iter(), 12):
        parts += (node.text or "", node.get("alt") or "") if isinstance(node.tag, str) else ()
        parts.append(node.tail or "" if node is not element else "")
    words = " ".join(" ".join(parts).split())
    return words[: LONGEST + 1] or (element.get("title") or "")[: LONGEST + 1]


def _is_in_prose(element: HtmlElement) -> bool:
    around = element.getparent()
    if around is None or element.tag == "option":
        return False
    beside = [around.text or "", *(node.tail or "" for node in islice(around, 100))]
    return sum(len(" ".join(text.split())) for text in beside) > _BESIDE


def _same_site(url: str, own: str | None) -> bool:
    """Whether two addresses are on one host, or on such as en.portal.example beside vi.portal.example."""
    if own is None:
        return True
    one, other = (host_of(address).removeprefix("www.") for address in (url, own))
    if one == other or one.endswith(f".{other}") or other.endswith(f".{one}"):
        return True
    rest = one.partition(".")[2]
    return rest.count(".") > 0 and rest == other.partition(".")[2]


def _says_so(url: str, language: str, own: str | None) -> bool:
    """Whether an address bears the language, or differs from the story's own by numbers alone.

    A label by itself may name a country, a course, or an author by her initials.
    """
    parts = parts_of(url)
    marks = [*parts.path.rstrip("/").split("/")[1:-1][:3], parts.netloc.partition(".")[0], *_VALUE.findall(parts.query)]
    if any(_tongue(CODES.get(mark.lower(), language_tag(mark))) == _tongue(language) for mark in marks):
        return True
    return own is not None and _SOME_NUMBER.sub("0", url) == _SOME_NUMBER.sub("0", canonical(own) or own)


def _unambiguous(named: Iterable[Named]) -> list[Named]:
    """Without the languages that are links to several addresses: a list of documents, each in English and French."""
    addresses: dict[str, dict[str, Named]] = {}
    for tag, address in named:
        addresses.setdefault(_tongue(tag), {}).setdefault(identity(address), (tag, address))
    return _one_tongue_each([each for found in addresses.values() if len(found) == 1 for each in found.values()])


def _one_tongue_each(named: list[Named]) -> list[Named]:
    """Without the addresses that are named for several languages: no story is written in two."""
    tongues: dict[str, set[str]] = {}
    for tag, address in named:
        tongues.setdefault(identity(address), set()).add(_tongue(tag))
    return [(tag, address) for tag, address in named if len(tongues[identity(address)]) == 1]


def _is_as_particular(url: str, own: str | None) -> bool:
    """Whether an address can be one story's: as deep as the story's own, or with a number or a headline in it.

    One with another address as a parameter is a machine's translation.
    """
    if leads_to_front_page(url) or is_document(url) or is_media(url) or "=http" in url:
        return False
    return own is None or _is_particular(url) or _depth(url) >= _depth(own)


def _is_particular(url: str) -> bool:
    parts = parts_of(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    letters = sum(not character.isascii() for character in last)
    return bool(_NUMBER.search(last) or _NUMBER.search(parts.query) or len(_WORDS.findall(last)) > 3 or letters > 6)


def _depth(url: str) -> int:
    segments = (segment for segment in parts_of(url).path.split("/") if segment)
    return sum(not _EDITION.fullmatch(segment) for segment in segments)
