"""Requests that buttons, tables and frames name by attributes alone; the script that reads them is elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from lxml.html import HtmlElement

from crawler.discovery.script_counters import Counter, counter_of, is_turned
from crawler.discovery.script_request import Request
from crawler.discovery.texts import text_of

_MORE = re.compile(
    r"load[-_ ]?more|show[-_ ]?more|view[-_ ]?more|more[-_ ]?(?:posts|news)|see[-_ ]?more|infinite|older|next"
    r"|xem thêm|tải thêm|更多|加载|載入|もっと|さらに|次の|더 ?보기|더보기"
    r"|ดูเพิ่ม|โหลดเพิ่ม|المزيد|cargar|ver más|mostrar|carregar|ver mais|charger|voir plus|plus d|mehr|weitere"
    r"|altri|carica|показать|загрузить|ещё|lihat"
    r"|muat|daha fazla|więcej|další|több|περισσότερα|vis flere|visa fler|näytä|meer",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:[a-z0-9]+-{1,2}){0,5}?(?:url|href|link|endpoint|api|source|src|action|path|uri|next|next-?page|route|ajax|request)(?:-value)?"
)
_METHOD = re.compile(r"(?:ajax-|request-|http-|form-)?(?:method|verb|type)")
_NUMBER = re.compile(
    r"(?:[a-z0-9]+-{1,2}){0,4}?(?:next-?|current-?)?(?:page|paged|offset|start|skip|cursor)(?:-?(?:no|num|number|index))?(?:-value)?"
)
_NAMED = re.compile(r"(?P<what>[a-z-]+?)-?(?:param(?:eter)?|name|key|var|field)")
_OBJECTS = ("hx-vals", "data-hx-vals", "data-params", "data-query", "data-data", "data-ajax-data", "data-payload")
_HTMX = re.compile(r"(?:data-)?hx-(?:get|post)")


def data_of(element: HtmlElement) -> dict[str, str]:
    """The `data-…` attributes of an element, by their names without it; all of an element of the site's own kind."""
    is_own = isinstance(element.tag, str) and "-" in element.tag and element.tag != "turbo-frame"
    return {
        name.removeprefix(":").removeprefix("data-"): value[:2_000]
        for name, value in element.attrib.items()
        if name.startswith("data-") or (is_own and name not in {"class", "id", "style"})
    }


def attributed(elements: list[HtmlElement]) -> Iterator[Request]:
    """What each element asks for, as far as it says that it loads more, or counts."""
    for element in elements:
        data = data_of(element)
        words = f"{element.get('class')} {element.get('id')} {text_of(element, 80, nodes=20)}"
        says_more = bool(_MORE.search(words.replace("__", "-")))
        for name, value in _addresses(element, data):
            is_htmx = bool(_HTMX.fullmatch(name))
            method = "POST" if name.endswith("hx-post") or _method(data) == "POST" else "GET"
            if says_more or _is_lazy(element) or (not is_htmx and (_counts(data) or _is_table(element, data))):
                yield _from_element(element, data, value, method=method, weight=1.5 * says_more)


def _addresses(element: HtmlElement, data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    given = [(name, element.get(name) or "") for name in element.attrib if _HTMX.fullmatch(name)]
    if element.tag == "turbo-frame":
        given.append(("src", element.get("src") or ""))
    given += [(name, value) for name, value in data.items() if _ADDRESS.fullmatch(name)]
    yield from ((name, value) for name, value in given if _looks_addressed(value))


def _looks_addressed(value: str) -> bool:
    if len(value) > 2_000 or re.search(r"[\s<>]", value.strip()):
        return False
    return value.startswith(("http://", "https://", "/", "?", "./")) or "/" in value or "?" in value


def _is_lazy(element: HtmlElement) -> bool:
    """Whether the element asks by itself once it is scrolled into view."""
    trigger = element.get("hx-trigger") or element.get("data-hx-trigger") or ""
    return "revealed" in trigger or "intersect" in trigger or element.get("loading") == "lazy"


def _counts(data: Mapping[str, str]) -> bool:
    return any(_NUMBER.fullmatch(name) for name in data)


def _is_table(element: HtmlElement, data: Mapping[str, str]) -> bool:
    return element.tag == "table" and ("pagination" in data or data.get("toggle") == "table")


def _method(data: Mapping[str, str]) -> str:
    return next((value.upper() for name, value in data.items() if _METHOD.fullmatch(name)), "GET")


def _from_element(element: HtmlElement, data: Mapping[str, str], value: str, *, method: str, weight: float) -> Request:
    path, _, query = value.partition("?")
    pairs: list[tuple[str, Any]] = [*parse_qsl(query, keep_blank_values=True), *_objects(element)]
    if not any(is_turned(name) for name, _ in pairs):
        pairs += _table_pairs(data) if _is_table(element, data) else _counted(data)
    return Request(path, tuple(pairs), method, weight=weight + 2.0 * _is_table(element, data))


def _objects(element: HtmlElement) -> Iterator[tuple[str, Any]]:
    """The parameters that an attribute holds as JSON: `hx-vals='{"page": 2}'`."""
    for name in _OBJECTS:
        try:
            value = json.loads((element.get(name) or "")[:5_000])
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield from ((str(key), part) for key, part in value.items() if isinstance(part, (str, int)))


def _counted(data: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """What the element counts by. `data-page-param="p"` beside `data-page="2"` says what the parameter is called."""
    called = {hit["what"]: value for name, value in data.items() if (hit := _NAMED.fullmatch(name)) and value}
    for name, text in data.items():
        is_size = counter_of(re.sub(r"-value$", "", name).replace("-", "_")) is Counter.SIZE
        bare = name if is_size else re.sub(r"^.*-(?=(?:page|offset|start|cursor)(?:-|$))|-value$", "", name)
        written = next((called[key] for key in (name, bare) if key in called), bare.replace("-", "_"))
        if not (is_size or _NUMBER.fullmatch(name)) or not re.fullmatch(r"[\w.:\[\]-]{1,60}", written):
            continue
        if text.isascii() and text.isdigit() and len(text) < 9:
            yield written, int(text)
        elif not is_size and 0 < len(text) <= 300 and not _looks_addressed(text):
            yield written, text


def _table_pairs(data: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Bootstrap Table: all rows at once, unless the server is to cut them."""
    if data.get("side-pagination") != "server":
        return []
    size = data.get("page-size", "")
    return [("offset", 0), ("limit", int(size) if re.fullmatch(r"[0-9]{1,4}", size) else 10)]
