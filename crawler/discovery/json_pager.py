"""The next page of a JSON listing: the address it names, a cursor, or the page's number counted on.

No next page is where the answer says so (`next: null`, `hasMore: false`, the last number) or lists nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from crawler.discovery.json_body import containers
from crawler.discovery.link import Kind, Link
from crawler.urls import canonical

_MAX_VALUES = 2_000
_MAX_CURSOR = 600
_SURE, _LIKELY = 0.95, 0.7

_NEXT = re.compile(r"next(?:page)?(?:url|link|href|uri)?|odatanextlink|loadmoreurl|moreurl")
_CURSOR = re.compile(
    r"(?:next|end)?(?:page)?cursor|(?:next|end|nextpage|page)(?:token|marker|key)|continuation(?:token)?|scrollid|nextpage|next|searchafter|nextmaxid"
)
_CURSOR_PARAMETER = re.compile(
    r"(?:.*[\[_.-])?(?:(?:next|end|start)?_?-?(?:cursor|page_?token|token|marker)|cursor|after|continuation(?:_?token)?|scroll_?id|max_?id|search_?after|starting_after|\$skiptoken)\]?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:has)?(?:more|next|nextpage|moreitems|moreresults|moreavailable|moreitemsavailable|morepages)|loadmore|moreavailable|ismore"
)
_OVER = re.compile(r"(?:is)?(?:last|lastpage|end|over|finished|done|exhausted)|nomore")
_PAGE = re.compile(r"(?:current)?(?:page|pageno|pagenum|pagenumber|pageindex)|number|currentpage|pagenow|curpage")
_PAGES = re.compile(
    r"(?:total|max|num|last|all)(?:of)?(?:num)?(?:page|pages|pagescount|pagecount|pageno|pagenum)|pages|pagecount|pagescount|pagetotal|numberofpages|lastpage|maxnumpages"
)
_TOTAL = re.compile(
    r"total(?:count|items|results|records|elements|hits|rows|num|number|size|entries)?|count|recordsfiltered|recordstotal|numfound|itemstotal|totalresultcount|totalcnt|allcount|resultcount"
)
_SIZE = re.compile(
    r"(?:per|items?per|results?per|rowsper)page|pagesize|limit|size|rows|pagelength|take|perpagecount|pick|numofrows"
)
_OFFSET = re.compile(r"offset|start|from|skip|startindex|firstresult|limitstart|startrow")
_PAGE_PARAMETER = re.compile(
    r"(?:.*[\[_.-])?(?:p|pg|page|paged|pag|pageno|page_?num(?:ber)?|page_?index|current_?page|cur_?page|nowpage|pn)\]?",
    re.IGNORECASE,
)
_OFFSET_PARAMETER = re.compile(
    r"(?:.*[\[_.-])?(?:offset|start|from|\$?skip|start_?(?:index|row)|first_?result|limitstart|first)\]?", re.IGNORECASE
)
_SIZE_PARAMETER = re.compile(
    r"(?:.*[\[_.-])?(?:per_?page|page_?size|limit|\$?top|size|rows|num|count|length|take|pick|numofrows|items?_?per_?page)\]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the answer says of itself outside of its records: plain names (`nextpage`) and their values."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)

    def of(self, name: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
        for key, given in self.values.items():
            if name.fullmatch(key):
                yield from ((key, value) for value in given)

    def number(self, name: re.Pattern[str]) -> int | None:
        return next((number for _, value in self.of(name) if (number := _whole(value)) is not None), None)


def json_pagers(data: Any, url: str, *, length: int, headers: Mapping[str, str] | None = None) -> list[Link]:
    """The next page of the listing that a JSON answer at `url` is, one at most.

    length: how many records it lists; headers: the answer's, in lower case (WordPress counts its pages there).
    """
    said = _said(data, headers or {})
    if length == 0 or _says_over(said):
        return []
    named = _named(said, url)
    address = named if named is not None else _counted(said, url, length)
    known = canonical(address[0], url) if address else None
    if not address or known is None or known == canonical(url):
        return []
    return [Link(url=known, kind=Kind.LISTING, score=address[1], pager=True)]


def with_parameter(url: str, name: str, value: str | int) -> str:
    """The address with a parameter set, in the place of the one of that name where there is one."""
    parts = urlsplit(url)
    pairs = [part for part in parts.query.split("&") if part]
    written = f"{quote(name, safe='[]$:._-')}={quote(str(value), safe='')}"
    at = next((at for at, part in enumerate(pairs) if unquote(part.partition("=")[0]) == name), None)
    pairs = [*pairs, written] if at is None else [*pairs[:at], written, *pairs[at + 1 :]]
    return urlunsplit(parts._replace(query="&".join(pairs)))


def _said(data: Any, headers: Mapping[str, str]) -> _Said:
    """The values beside the records: of objects that stand in no list."""
    said = _Said()
    if pages := headers.get("x-wp-totalpages") or headers.get("x-total-pages"):
        said.values["totalpages"] = [pages]
    for name, value in islice(_outside(data), _MAX_VALUES):
        plain = re.sub(r"[^a-z]", "", name.lower())
        said.values.setdefault(plain, []).append(value)
        said.spelt.setdefault(plain, name)
    return said


def _outside(data: Any) -> Iterator[tuple[str, Any]]:
    inside: set[int] = set()
    for _, value in containers(data):
        parts = value if isinstance(value, list) else list(value.values())
        if isinstance(value, list) or id(value) in inside:
            inside.update(id(part) for part in parts if isinstance(part, (dict, list)))
        elif isinstance(value, dict):
            yield from ((str(name), part) for name, part in value.items())


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    return value if isinstance(value, int) and 0 <= value < 10**9 else None


def _says_over(said: _Said) -> bool:
    more = [
        value
        for _, value in said.of(_MORE)
        if isinstance(value, (bool, str)) and str(value).lower() in {"true", "false"}
    ]
    over = [value for _, value in said.of(_OVER) if isinstance(value, bool)]
    return any(str(value).lower() == "false" for value in more) or any(over)


def _named(said: _Said, url: str) -> tuple[str, float] | None:
    """The next page as the answer names it: an address, a number, a cursor; ("", 0) where it says there is none."""
    ends = False
    for _, value in said.of(_NEXT):
        target = _target(value)
        if isinstance(target, str) and _is_address(target):
            return target, _SURE
        if (number := _whole(target)) is not None:
            return with_parameter(url, _parameter(url, _PAGE_PARAMETER) or "page", number), _SURE
        ends = ends or value in (None, "", False, [])
    for key, value in said.of(_CURSOR):
        if isinstance(value, (str, int)) and not isinstance(value, bool) and 0 < len(str(value)) <= _MAX_CURSOR:
            return with_parameter(url, _cursor_parameter(url, said.spelt.get(key, key)), value), _SURE
        ends = ends or value in (None, "", False)
    return ("", 0.0) if ends else None


def _target(value: Any) -> Any:
    if isinstance(value, dict):
        return next((value[key] for key in ("href", "url", "link", "page", "cursor") if value.get(key)), None)
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else value


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/", "?", "./")) and len(text) <= 2_000


def _cursor_parameter(url: str, key: str) -> str:
    """The parameter that carried the cursor; on the first page what the cursor's own name makes likely."""
    if carried := _parameter(url, _CURSOR_PARAMETER):
        return carried
    if re.sub(r"[^a-z]", "", key.lower()) in {"endcursor", "next", "nextpage"}:
        return "after" if "end" in key.lower() else "cursor"
    bare = re.sub(r"^(?:next|end)[_-]?", "", key, flags=re.IGNORECASE)
    return bare[:1].lower() + bare[1:]


def _pairs(url: str) -> list[tuple[str, str]]:
    split = (part.partition("=") for part in urlsplit(url).query.split("&")[:40] if part)
    return [(unquote(name), unquote(value)) for name, _, value in split]


def _parameter(url: str, wanted: re.Pattern[str]) -> str | None:
    names = (name for name, _ in _pairs(url) if not _is_size(name))
    return next((name for name in names if wanted.fullmatch(name)), None)


def _is_size(name: str) -> bool:
    return bool(_SIZE_PARAMETER.fullmatch(name))


def _carried(url: str, wanted: re.Pattern[str]) -> tuple[str, int] | None:
    """The parameter of that kind with its number."""
    for name, value in _pairs(url):
        number = _whole(value)
        if number is not None and wanted.fullmatch(name) and (wanted is _SIZE_PARAMETER or not _is_size(name)):
            return name, number
    return None


def _counted(said: _Said, url: str, length: int) -> tuple[str, float] | None:
    if offset := _carried(url, _OFFSET_PARAMETER):
        return _by_offset(said, url, length, *offset)
    carried = _carried(url, _PAGE_PARAMETER)
    path = re.search(r"(/page/)(\d{1,5})(?=/|$)", urlsplit(url).path)
    if carried is None and path:
        later = url.replace(path[0], f"{path[1]}{int(path[2]) + 1}", 1)
        return (later, _LIKELY) if _has_page(said, url, int(path[2]), length) is not False else None
    number = carried[1] if carried else said.number(_PAGE)
    if number is None and carried is None:
        return _by_said_offset(said, url, length)
    more = _has_page(said, url, number or 0, length)
    if more is None and carried is None:
        return None
    return None if more is False else (_with_page(said, url, carried, number or 0), _SURE if more else _LIKELY)


def _with_page(said: _Said, url: str, carried: tuple[str, int] | None, number: int) -> str:
    if carried:
        return with_parameter(url, carried[0], number + 1)
    name = next((said.spelt[key] for key, _ in said.of(_PAGE) if said.spelt.get(key, "").lower() != "number"), "page")
    return with_parameter(url, "page" if name.lower().startswith("current") else name, number + 1)


def _has_page(said: _Said, url: str, number: int, length: int) -> bool | None:
    """Whether there is a page after the one with this number; None where the answer does not tell."""
    own = said.number(_PAGE)
    if any(str(value).lower() == "true" for _, value in said.of(_MORE)):
        return True
    size = (_carried(url, _SIZE_PARAMETER) or ("", said.number(_SIZE) or 0))[1]
    pages, total = said.number(_PAGES), _total(said, length)
    first = 0 if own == 0 or number == 0 else 1
    if pages is not None:
        return number - first + 1 < pages
    if total is not None:
        return (number - first + 1) * (size or length) < total
    return False if size and length < size <= 100 else None


def _total(said: _Said, length: int) -> int | None:
    """How many records there are in all; a `count` of just those in hand may be that of the page."""
    numbers = ((key, _whole(value)) for key, value in said.of(_TOTAL))
    fitting = [(key, number) for key, number in numbers if number is not None and number >= length]
    sure = [number for key, number in fitting if key != "count" or number > length]
    return max(sure, default=None)


def _by_offset(said: _Said, url: str, length: int, name: str, offset: int) -> tuple[str, float] | None:
    size, total = (_carried(url, _SIZE_PARAMETER) or ("", length))[1] or length, _total(said, length)
    if (total is not None and offset + length >= total) or (total is None and length < size <= 100):
        return None
    return with_parameter(url, name, offset + min(size, max(length, 1))), _SURE if total else _LIKELY


def _by_said_offset(said: _Said, url: str, length: int) -> tuple[str, float] | None:
    """Where the address counts nothing: by the offset and the total of the answer, or by the number of its pages."""
    total, pages = _total(said, length), said.number(_PAGES)
    for key, value in said.of(_OFFSET):
        start = _whole(value)
        if start is not None and total is not None and start + length < total:
            return with_parameter(url, said.spelt.get(key, key), start + length), _SURE
    if pages is not None and pages > 1:
        return with_parameter(url, "page", 2), _SURE
    more = any(str(value).lower() == "true" for _, value in said.of(_MORE))
    return (with_parameter(url, "page", 2), _LIKELY) if more else None
