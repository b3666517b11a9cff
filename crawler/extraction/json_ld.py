"""The JSON-LD of a page: which node tells of this page's article, and what it says.

JSON-LD in the wild is broken, nested, huge, or about other stories than the page's own. Nothing here raises.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

Node = dict[str, Any]

MAX_SCRIPT = 3_000_000  # characters of one script; the longest that carried an article body had 400,000
MAX_SCRIPTS = 40
MAX_NODES = 4_000
MAX_DEPTH = 12

ARTICLE_TYPES = frozenset(
    {
        "advertisercontentarticle", "analysisnewsarticle", "article", "askpublicnewsarticle", "backgroundnewsarticle",
        "blogposting", "governmentannouncement", "liveblogposting", "medicalscholarlyarticle", "newsarticle",
        "opinionnewsarticle", "pressrelease", "report", "reportagenewsarticle", "reviewnewsarticle",
        "satiricalarticle", "scholarlyarticle", "socialmediaposting", "specialannouncement", "techarticle",
    }
)  # fmt: skip
PAGE_TYPES = frozenset({"aboutpage", "itempage", "webpage"})
READ_TYPES = ARTICLE_TYPES | PAGE_TYPES
# What hangs under these keys is another story, a part of the site or somebody's remark.
FOREIGN = frozenset(
    {"itemlistelement", "hasPart".lower(), "relatedlink", "comment", "isbasedon", "citation", "mentions"}
)
# Scripts that carry JSON in a comment or a CDATA section, or end it with a semicolon.
OPENING = re.compile(r"[\s;]*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)[\s;]*")
CLOSING = re.compile(r"[\s;]*(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)?[\s;]*\Z")
TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")
SALVAGED = re.compile(r'"(datePublished|dateModified|headline|inLanguage)"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){1,400})"')


@dataclass(frozen=True, slots=True)
class Found:
    """A node that may be the page's article. `own` is false for one that stands in a list of others."""

    node: Node
    depth: int
    own: bool


def best_article(scripts: Iterable[str], *, urls: tuple[str, ...], titles: tuple[str, ...]) -> Node:
    """The node about this page (`urls`: its addresses, `titles`: what else the page calls it), else {}.

    Broken JSON gives a node of the few properties that could be saved.
    """
    found = [candidate for script in _bounded(scripts) for candidate in _candidates(load(script))]
    addresses = {_address(url) for url in urls} - {""}
    names = tuple(filter(None, map(_name, titles)))
    scored = [(_score(candidate, addresses, names), -order) for order, candidate in enumerate(found)]
    if not scored:
        return {}
    score, order = max(scored)
    return found[-order].node if score > 0 else {}


def types(node: Node) -> frozenset[str]:
    """The node's types, lower case, without a vocabulary's address."""
    if "@type" not in node:  # most nodes
        return frozenset()
    values = (str(value) for value in as_list(node["@type"]))
    return frozenset(value.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower() for value in values)


def is_article(node: Node) -> bool:
    """Whether the node is one of the kinds of article."""
    return bool(types(node) & ARTICLE_TYPES)


def as_list(value: Any) -> list[Any]:
    """A property's values, which JSON-LD writes bare where there is one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str | None:
    """A property's value where it is text (or the first of a list of texts, or JSON-LD's `@value`)."""
    for item in as_list(value):
        inner = item.get("@value") if isinstance(item, dict) else item
        if isinstance(inner, str) and inner.strip():
            return html.unescape(inner).strip()
    return None


def translations(node: Node) -> tuple[tuple[str, str], ...]:
    """Language (or "") and address of the translations that the node names, and of what it is a translation of."""
    named = (each for key in ("workTranslation", "translationOfWork") for each in as_list(node.get(key))[:50])
    return tuple(filter(lambda pair: pair[1], map(_translation, named)))


def _translation(value: Any) -> tuple[str, str]:
    if not isinstance(value, dict):
        return "", value if isinstance(value, str) else ""
    language = value.get("inLanguage")
    if isinstance(language, dict):
        language = language.get("alternateName") or language.get("name")
    address = text(value.get("url")) or text(value.get("@id")) or text(value.get("mainEntityOfPage"))
    return text(language) or "", address or ""


def load(script: str) -> Any:
    """The script's JSON; None where nothing can be read of it."""
    plain = _unwrapped(script.strip())
    for repair in (str, lambda text: TRAILING_COMMA.sub(r"\1", text), html.unescape):
        try:
            return json.loads(repair(plain), strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(plain)


def _unwrapped(script: str) -> str:
    if script[:1] in {"{", "["} and script[-1:] in {"}", "]"}:
        return script
    opening = OPENING.match(script)
    plain = script[opening.end() :] if opening else script
    tail = max(0, len(plain) - 100)  # the pattern is searched for where it may stand, not in a megabyte of text
    return plain[:tail] + CLOSING.sub("", plain[tail:])


def _salvage(broken: str) -> Node | None:
    """Of JSON that cannot be read, the first value of the properties that matter most."""
    saved: Node = {}
    for name, value in SALVAGED.findall(broken):
        saved.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    return {"@type": "Article", **saved} if "datePublished" in saved else None


def _bounded(scripts: Iterable[str]) -> Iterator[str]:
    for number, script in enumerate(scripts):
        if number >= MAX_SCRIPTS:
            return
        if len(script) <= MAX_SCRIPT:
            yield script


def _candidates(data: Any) -> Iterator[Found]:
    pending: list[tuple[Any, int, bool]] = [(data, 0, True)]
    seen = 0
    while pending and seen < MAX_NODES:
        value, depth, own = pending.pop()
        seen += 1
        if isinstance(value, list) and depth < MAX_DEPTH:
            pending.extend((item, depth + 1, own) for item in reversed(value[:500]))
        elif isinstance(value, dict):
            if types(value) & READ_TYPES or "datePublished" in value:
                yield Found(value, depth, own)
            if depth < MAX_DEPTH:
                pending.extend(_children(value, depth, own))


def _children(node: Node, depth: int, own: bool) -> Iterator[tuple[Any, int, bool]]:
    for key, value in node.items():
        if isinstance(value, (dict, list)):
            yield value, depth + 1, own and key.lower() not in FOREIGN


def _score(found: Found, addresses: set[str], names: tuple[str, ...]) -> float:
    """How likely the node is this page's article; 0 and less is no."""
    node = found.node
    score = 4.0 if is_article(node) else 1.0 if types(node) & PAGE_TYPES else 0.0
    score += 4 * bool(addresses & _addresses(node)) + 4 * _called(node, names)
    score += sum(name in node for name in ("datePublished", "author", "articleBody", "headline")) / 2
    return score - found.depth / 10 - (0 if found.own else 6)


def _addresses(node: Node) -> set[str]:
    values = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    values += [value.get("@id") for value in values if isinstance(value, dict)]
    return {_address(value) for value in values if isinstance(value, str)} - {""}


def _address(url: str) -> str:
    """Host and path, for comparing; a home page's address says nothing and is empty."""
    try:
        parts = urlsplit(url[:2000])
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}".lower() if path else ""


def _called(node: Node, names: tuple[str, ...]) -> bool:
    name = _name(text(node.get("headline")) or text(node.get("name")) or "")
    return len(name) > 5 and any(name in other or other in name for other in names)


def _name(title: str) -> str:
    return re.sub(r"\W+", " ", title[:500]).strip().casefold()
