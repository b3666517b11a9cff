"""Links to the further pages of a listing.

A link is taken for a page of the same listing only where its address says so (equal but for the page's number) and the
link says so too (`rel=next`, "next" in any language, a bare number).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.discovery.anchors import Anchor, base_of
from crawler.discovery.forms import same_place
from crawler.discovery.islands import next_groups
from crawler.discovery.link import Kind, Link, Post
from crawler.discovery.pager_words import page_number, says_backward, says_next
from crawler.discovery.postback_pager import postback_pagers
from crawler.discovery.script_pager import script_pages
from crawler.urls import canonical, identity, parts_of

NEXT_SCORE = 0.95  # the page after this one
LATER_SCORE = 0.7
_MAX_PAGES = 2_000

_NEXT_NAME = re.compile(r"(?<![\w-])(?:pager?-?)?(?:next|siguiente|suivante?)(?![\w])", re.IGNORECASE)
_PAGE_PARAMETER = re.compile(
    r"(?:.*[_.\[(-])?(?:p|pg|page|paged|pag|pagina|trang|seite|sayfa|halaman|sheet|start|limitstart|offset|from|cur|currentpage"
    r"|current_page|page_?(?:no|num|number|index)|pager_?offset|cpage|pn|curpage|nowpage|b_start(?::int)?"
    r"|pagen_\d+|skip)\]?\)?",
    re.IGNORECASE,
)
_CURSOR = re.compile(r"cursor|after|before|token|continuation|next|marker|max_?id|since_?id", re.IGNORECASE)
_FOLDERS_LIST = re.compile(r"/list(?:_\d{1,5})?(?=\?)", re.IGNORECASE)  # `/press/list_7_2.html` of `/press/`
_OWN_NUMBERS = re.compile(r"(?<=\w)/(?:tabid|pgrid)/\d+", re.IGNORECASE)  # DotNetNuke's, of a page that has a name too
_COMPANION = re.compile(r"chash|.*delta|.*resetcur|limit|per_?page|pagesize|et_blog", re.IGNORECASE)
_PAGER_NAME = re.compile(
    r"(?<![a-z])(?:pag(?:er|ing|ination|inate|enavi|ina[cç]\w{1,4})|nav-links|page-?(?:numbers|list|nav)|phan-?trang)",
    re.IGNORECASE,
)
_PAGE_IN_PATH = re.compile(
    r"(?:[/;]|[-_.](?=[a-z]))(?:page|trang|pagina|seite|sayfa|halaman|strona|stranka|p|pg"
    r"|(?:current|cur)page|paged|page(?:no|num|number|index|id)|offset|start|limitstart|skip|pn(?=[-_/=]))[-_/=]?(\d{1,5})"
    r"(?=/?$|\.\w{2,5}$|/(?:index|default|home)\.\w{2,5}$)"
    r"|[_,-](\d{1,4})(?=(?:-0)?(?:\.\w{2,5}$|/?$))(?:-0)?|/(\d{1,4})(?=/?$|\.\w{2,5}$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A link of the pager. number: the page's number or offset in its address; plainly: the link says "next".

    sure: False where the number may as well be part of a name (`meeting-18`, followed by `meeting-19`).
    """

    url: str
    number: int | None
    plainly: bool
    sure: bool = True
    post: Post | None = None


def pager_links(tree: HtmlElement, anchors: Iterable[Anchor], url: str, requested: str | None = None) -> list[Link]:
    """The further pages of the listing at `url`, the next one first; pages before it are left out.

    requested: the address that was asked for; of a page that only a POST gives, its fragment tells which one it is.
    The next page has the score NEXT_SCORE, those after it LATER_SCORE.
    """
    here = canonical(url) or url
    steps = {identity(step.url): step for step in [*_declared(tree, here), *_steps(anchors, here)] if step.number != 0}
    steps.pop(identity(here), None)
    if not any(step.sure for step in steps.values()):
        steps = {}
    ordered = sorted(_forward(list(steps.values()), here), key=_order)
    links = [_link(step.url, first=at == 0, post=step.post) for at, step in enumerate(ordered)]
    if not links:
        links = [_link(page, first=at == 0) for at, page in enumerate(script_pages(tree, here))]
    links += [_link(group, first=True) for group in next_groups(tree, here)]
    return links[:_MAX_PAGES] or postback_pagers(tree, here, base_of(tree, here), requested)


def is_same_listing(one: str, other: str) -> bool:
    """Whether `one` is another page of the listing `other`: the same address with a page's number.

    It may bring parameters of its own (Liferay's p_p_id), but lose none.
    """
    if _number_of(one) is None:
        return False
    if _without_number(one) in {_without_number(other), _plain(other)}:
        return True
    return _has_page_parameter(one) and _same_path(one, other)


def _declared(tree: HtmlElement, here: str) -> Iterator[_Step]:
    base = base_of(tree, here)
    for link in islice(tree.iter("link"), 500):
        address = canonical(link.get("href") or "", base) if (link.get("rel") or "").lower() == "next" else None
        if address and (is_same_listing(address, here) or _same_path(address, here)):
            yield _Step(address, _number_of(address), plainly=True, sure=_is_plain_number(address, here))


def _steps(anchors: Iterable[Anchor], here: str) -> Iterator[_Step]:
    for anchor in anchors:
        label = anchor.text.strip()
        number = _numbered(anchor, label)
        forward = "next" in anchor.rel or (number is None and (_says_next(anchor, label) or _is_in_pager(anchor, here)))
        backward = "prev" in anchor.rel or says_backward(label) or number == 1
        if backward or not (forward or number):
            continue
        if _is_page_of(anchor, here) or (forward and _same_path(anchor.url, here)):
            sure = number is not None or _is_plain_number(anchor.url, here)
            yield _Step(anchor.url, _number_of(anchor.url), plainly=forward, sure=sure, post=anchor.post)


def _numbered(anchor: Anchor, label: str) -> int | None:
    """The number of a page that a link says; a choice in a list may say "Page 2" or "2 / 10"."""
    if anchor.element.tag == "option" and (found := re.fullmatch(r"\D{0,9}(\d{1,5})(?:\s?/\s?\d{1,5})?\D{0,5}", label)):
        return int(found[1])
    return page_number(label)


def _is_page_of(anchor: Anchor, here: str) -> bool:
    """A script may leave out parameters of the page it stands on: its form knows what the listing needs."""
    if anchor.by_script and _has_page_parameter(anchor.url) and same_place(anchor.url, here):
        return True
    return is_same_listing(anchor.url, here) or _is_list_of_folder(anchor.url, here)


def _is_list_of_folder(url: str, here: str) -> bool:
    return _number_of(url) is not None and _FOLDERS_LIST.sub("", _without_number(url)) == _plain(here)


def _is_in_pager(anchor: Anchor, here: str) -> bool:
    """Whether a link stands in what is named a pager and its address, unlike its words, says a later page than this."""
    number = _number_of(anchor.url)
    if number is None or number <= (_number_of(here) or 1) or not _is_plain_number(anchor.url, here):
        return False
    parent = anchor.layout.parent_of(anchor.element)
    near = (anchor.element, parent, anchor.layout.parent_of(parent) if parent is not None else None)
    return _is_named_pager(" ".join(node.get("class") or "" for node in near if node is not None)[:300])


@lru_cache(maxsize=8_192)
def _is_named_pager(names: str) -> bool:
    return bool(_PAGER_NAME.search(names))


def _says_next(anchor: Anchor, label: str) -> bool:
    if says_next(label):
        return True
    if len(label) > 30:
        return False
    near = (anchor.element, anchor.layout.parent_of(anchor.element))
    names = (node.get(name) for node in near if node is not None for name in ("class", "aria-label", "title"))
    return _is_named_next(" ".join(filter(None, names))[:300])


@lru_cache(maxsize=8_192)
def _is_named_next(names: str) -> bool:
    return bool(_NEXT_NAME.search(names))


def _forward(steps: list[_Step], here: str) -> list[_Step]:
    """The steps beyond this page. Where they add a number to this address, its own number is none of a page."""
    current = _number_of(here)
    if current is None or any(_without_number(step.url) == _plain(here) for step in steps):
        return steps
    return [step for step in steps if step.number is None or step.number > current or step.plainly]


def _order(step: _Step) -> tuple[int, bool]:
    return (step.number if step.number is not None else -1, not step.plainly)


def _link(url: str, *, first: bool, post: Post | None = None) -> Link:
    return Link(url=url, kind=Kind.LISTING, score=NEXT_SCORE if first else LATER_SCORE, pager=True, post=post)


def _same_path(one: str, other: str) -> bool:
    """Equal but for parameters that `one` adds: enough where the link says "next" (a cursor is no number).

    A parameter of `other` that is changed or lost names something else than a page: the next story, another category.
    """
    if identity(one.partition("?")[0]) != identity(other.partition("?")[0]) or one == other:
        return False
    wanted = [(name, value) for name, value in _kept_pairs(other) if not _CURSOR.search(name)]
    return set(wanted) <= set(_kept_pairs(one))


def _is_plain_number(url: str, here: str) -> bool:
    """Whether the number can only be a page's: a parameter, a word for page before it, or none on the first page."""
    path = unquote(parts_of(url).path)
    found = _PAGE_IN_PATH.search(path)
    if _has_page_parameter(url) or found is None or found[1] is not None or re.search(r"/(?:index|list)\W", path):
        return True
    return _number_of(here) is None and (found[3] is not None or not path.endswith(found[0] + "/"))


def _has_page_parameter(url: str) -> bool:
    return len(_kept_pairs(url)) < len(_pairs(parts_of(url).query))


def _is_page_parameter(name: str, value: str) -> bool:
    is_post = name == "p" and len(value) > 3  # WordPress's own number of a story
    return bool(_PAGE_PARAMETER.fullmatch(name)) and value.isascii() and value.isdigit() and not is_post


def _number_of(url: str) -> int | None:
    """The page's number (or offset) that an address names."""
    parts = parts_of(url)
    for name, value in _pairs(parts.query):
        if _is_page_parameter(name, value):
            return int(value[:9])
    found = _PAGE_IN_PATH.search(unquote(parts.path))
    return int(found[1] or found[2] or found[3]) if found else None


def _pairs(query: str) -> list[tuple[str, str]]:
    split = (part.partition("=") for part in re.split("[&;]", query)[:40] if part)
    return [(unquote(name), unquote(value)) for name, _, value in split]


def _kept_pairs(url: str) -> list[tuple[str, str]]:
    """The parameters that are no page's number."""
    return [(name, value) for name, value in _pairs(parts_of(url).query) if not _is_page_parameter(name, value)]


def _without_number(url: str) -> str:
    """The listing's own key: the address without the page's number, wherever it stands."""
    parts = parts_of(url)
    kept = _kept_pairs(url)
    in_query = len(kept) < len(_pairs(parts.query))
    path = parts.path if in_query else _PAGE_IN_PATH.sub("", parts.path, count=1)
    return _key(parts.netloc, path, kept)


def _plain(url: str) -> str:
    parts = parts_of(url)
    return _key(parts.netloc, parts.path, _pairs(parts.query))


def _key(host: str, path: str, pairs: list[tuple[str, str]]) -> str:
    path = _OWN_NUMBERS.sub("", re.sub(r"\.\w{2,5}$", "", unquote(path).rstrip("/")))
    path = re.sub(r"/(?:index|default)$", "", path, flags=re.IGNORECASE)
    query = "&".join(sorted(f"{name}={value}" for name, value in pairs if value and not _COMPANION.fullmatch(name)))
    return f"{host.removeprefix('www.')}{path.rstrip('/')}?{query}"
