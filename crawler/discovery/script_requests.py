"""What the scripts and buttons of a page would ask a server for, read and not run: address, parameters, method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.discovery.script_text import Call, Hole, Reader
from crawler.discovery.texts import text_of

MAX_SCRIPTS = 200_000  # characters of all scripts of a page
MAX_ELEMENTS = 4_000
_JSON = "application/json"

PAGE = re.compile(
    r"(?:.*[\W_])?(?:next|current|cur|now|load)?_?(?:page|paged|pg|pag)_?(?:no|num|number|index|nr)?\]?|p|pn|trang|seite",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?:.*[\W_])?(?:offset|start|skip|from|limitstart|first|cnt|shown|loaded)\]?", re.IGNORECASE)
SIZE = re.compile(r"per_?page|page_?size|limit|size|rows|length|take|count|num|posts_per_page|amount", re.IGNORECASE)
_MORE = re.compile(
    r"load[-_ ]?more|show[-_ ]?more|view[-_ ]?more|more[-_ ]?(?:posts|news)|see[-_ ]?more|infinite|older|next"
    r"|xem thêm|tải thêm|更多|もっと|더 ?보기"
    r"|ดูเพิ่ม|โหลดเพิ่ม|المزيد|cargar|ver más|mostrar|carregar|ver mais|charger|voir plus|plus d|mehr|weitere"
    r"|altri|carica|показать|загрузить|ещё|lihat"
    r"|muat|daha fazla|więcej|další|több|περισσότερα|vis flere|visa fler|näytä|meer",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:data-)?(?:next-?(?:page-?)?(?:url|href|link)|(?:load-?more-?|ajax-?|api-?|request-?|more-?)?(?:url|href|endpoint|api|source|src|action|path)|next)"
)
# Elements with attributes of their own making, and the scripts in attributes: Alpine, Angular, Vue, `onclick`.
_WITH_DATA = XPath(
    "descendant-or-self::*[self::turbo-frame or @*[starts-with(name(), 'data-') or starts-with(name(), 'hx-')]]"
)
_HANDLERS = XPath(
    "descendant-or-self::*/@x-data | descendant-or-self::*/@x-init | descendant-or-self::*/@ng-init"
    " | descendant-or-self::*/@onclick | descendant-or-self::*/@ng-click"
    " | descendant-or-self::*/@*[name() = 'v-on:click' or name() = '@click']"
)
# Without one of these no call asks for anything, so that the script need not be taken to pieces.
_MAY_ASK = re.compile(
    r"(?:(?<![\w$])(?:fetch|axios|ajax|getJSON|\$http|\$fetch|useFetch)"
    r"|\.\s*+(?:/[^\n]*+\s*+)?(?:get|post|load|request|open))\s*+[(/]|(?<![\w$])ajax\s*+[:/]"
)
_NUMBER_ATTRIBUTE = re.compile(r"data-(?:next-?|current-?)?(?:page|paged|offset|start|cursor)(?:-?(?:no|num|number))?")


@dataclass(frozen=True, slots=True)
class Request:
    """One request that a page may make.

    url: as written, unknown parts between NULs. pairs: its parameters, with numbers, texts and Holes. media_type: of a
    body that is no form. weight: what the place it was found in says for it.
    """

    url: str
    pairs: tuple[tuple[str, Any], ...]
    method: str = "GET"
    media_type: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Asks:
    """What a page asks for: the requests, and the names with values of its scripts and elements."""

    requests: tuple[Request, ...]
    named: tuple[tuple[str, str], ...]


def asks_of(tree: HtmlElement) -> Asks:
    """Read the scripts and the attributes of a page."""
    elements = _with_data(tree)
    script, attributed = _scripts(tree), tuple(_attributed(elements))
    calls = _MAY_ASK.search(script) is not None
    if not calls and not attributed:
        return Asks((), ())
    reader = Reader.of(script)
    return Asks((*(_called(reader, elements) if calls else ()), *attributed), tuple(_named(reader, elements)))


def _named(reader: Reader, elements: list[HtmlElement]) -> Iterator[tuple[str, str]]:
    for element in elements:
        yield from data_of(element).items()
    tokens = reader.tokens
    for at in range(len(tokens) - 2):
        if tokens[at + 1][1] in {"=", ":"} and tokens[at + 2][0] in {"number", "text"} and tokens[at][0] != "sign":
            yield tokens[at][1].strip("\"'"), tokens[at + 2][1].strip("\"'")


def _scripts(tree: HtmlElement) -> str:
    texts, left = [], MAX_SCRIPTS
    for script in islice(tree.iter("script"), 300):
        text = script.text or ""
        if "json" not in (script.get("type") or "") and 0 < len(text) <= left:
            texts.append(text)
            left -= len(text)
    handlers: Any = _HANDLERS(tree)
    texts += [value for value in islice(handlers, 20_000) if 0 < len(value) <= 5_000][:50]
    return "\n;".join(texts)[: 2 * MAX_SCRIPTS]


def _with_data(tree: HtmlElement) -> list[HtmlElement]:
    found: Any = _WITH_DATA(tree)
    return list(found[:MAX_ELEMENTS])


def data_of(element: HtmlElement) -> dict[str, str]:
    """The `data-…` attributes of an element, by their names without the `data-`."""
    return {
        name.removeprefix("data-"): value[:2_000] for name, value in element.attrib.items() if name.startswith("data-")
    }


def _called(reader: Reader, elements: list[HtmlElement]) -> Iterator[Request]:
    """What the calls in the scripts ask for; calls that take their address from an element, as the fitting one says."""
    plain = list(reader.calls())
    wanted = set(reader.asked)
    sources = [reader]
    if wanted:
        fitting = sorted((data_of(each) for each in elements), key=lambda data: -len(wanted & set(data)))
        sources = [reader.with_data(data) for data in fitting[:3] if wanted & set(data)] or sources
    for at, source in enumerate(sources):
        for call, place in source.calls() if wanted else plain:
            if request := _request(call, reader.tokens[max(0, place - 1)][1]):
                yield Request(*request, weight=-0.5 * at)
    yield from _tables(reader)


def _request(call: Call, before: str) -> tuple[str, tuple[tuple[str, Any], ...], str, str] | None:
    values = list(call.values)
    options = next((value for value in values if isinstance(value, dict) and "" not in value), {})
    method = {"post": "POST"}.get(call.verb, "GET")
    if call.verb == "open":
        if len(values) < 2 or before != ".":
            return None
        method, values = _text(values[0]).upper(), values[1:]
    if call.verb in {"get", "post", "load", "request", "open"} and before != ".":
        return None
    method = _text(options.get("method") or options.get("type") or "").upper() or method
    address = values[0] if values and not isinstance(values[0], dict) else options.get("url")
    whole = _marked(address)
    if whole is None:
        return None
    path, _, query = whole.partition("?")
    sent = _sent(call, values, options)
    pairs = [(name, _hole_or_text(value)) for name, value in parse_qsl(query, keep_blank_values=True)]
    is_json = isinstance(options.get("body"), dict) and "" in options["body"]
    is_json = is_json or (call.verb == "post" and any(isinstance(value, dict) and "" in value for value in values))
    return path, (*pairs, *sent), "POST" if method == "POST" else "GET", _JSON if is_json and method == "POST" else ""


def _sent(call: Call, values: list[Any], options: dict[str, Any]) -> list[tuple[str, Any]]:
    """The parameters that go beside the address: `data`, `params`, `body`, jQuery's second argument."""
    given: Any = options.get("data") or options.get("params") or options.get("body")
    if given is None and call.verb in {"get", "post", "getJSON", "load"} and len(values) > 1:
        given = values[1]
    if isinstance(given, dict):
        given = given.get("", given)
        return [(str(name), _flat(value)) for name, value in given.items()]
    text = _marked(given) if isinstance(given, list) else None
    return [(name, _hole_or_text(value)) for name, value in parse_qsl(text or "", keep_blank_values=True)]


def _tables(reader: Reader) -> Iterator[Request]:
    """DataTables: `ajax: "/list.json"`, with the first rows by number where the server counts them."""
    for at in range(len(reader.tokens) - 2):
        if reader.tokens[at][1] == "ajax" and reader.tokens[at + 1][1] == ":":
            value, _ = reader.value(at + 2)
            address = _marked(value.get("url") if isinstance(value, dict) else value)
            counted = any(token[1] == "serverSide" for token in reader.tokens)
            pairs = (("draw", 1), ("start", 0), ("length", 100)) if counted else ()
            if address:
                yield Request(address, pairs, weight=2.5)


def _attributed(elements: list[HtmlElement]) -> Iterator[Request]:
    """What buttons and frames name by attributes alone; the script that reads them is elsewhere."""
    for element in elements:
        for name, value in element.attrib.items():
            is_htmx = name in {"hx-get", "hx-post", "data-hx-get"} or (element.tag == "turbo-frame" and name == "src")
            if not (is_htmx or (name.startswith("data-") and _ADDRESS.fullmatch(name))) or not _looks_addressed(value):
                continue
            counts = any(_NUMBER_ATTRIBUTE.fullmatch(other) for other in element.attrib)
            says_more = _says_more(element)
            if says_more or (counts and not is_htmx) or "revealed" in (element.get("hx-trigger") or ""):
                yield _from_element(element, value, says_more=says_more, method="POST" if name == "hx-post" else "GET")


def _says_more(element: HtmlElement) -> bool:
    return bool(_MORE.search(f"{element.get('class')} {element.get('id')} {text_of(element, 80, nodes=20)}"))


def _looks_addressed(value: str) -> bool:
    return len(value) <= 2_000 and (
        value.startswith(("http://", "https://", "/", "?", "./")) or "/" in value or "?" in value
    )


def _from_element(element: HtmlElement, value: str, *, says_more: bool, method: str) -> Request:
    path, _, query = value.partition("?")
    pairs: list[tuple[str, Any]] = list(parse_qsl(query, keep_blank_values=True))
    have = {name for name, _ in pairs}
    data = data_of(element)
    if not any(PAGE.fullmatch(name) or OFFSET.fullmatch(name) for name in have):
        for name, text in data.items():
            plain = name.replace("-", "_")
            if _NUMBER_ATTRIBUTE.fullmatch(f"data-{name}") and text and len(text) <= 300:
                pairs.append(
                    (
                        re.sub(r"^(?:next|current)_?(?=page|cursor)", "", plain),
                        int(text) if text.isdecimal() and len(text) < 9 else text,
                    )
                )
            elif SIZE.fullmatch(plain) and text.isdecimal():
                pairs.append((plain, text))
    return Request(path, tuple(pairs), method, weight=1.5 * says_more)


def number_of(value: Any) -> int | None:
    """The number that a parameter is, None for a Hole or a text."""
    if isinstance(value, (bool, Hole)):
        return None
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _flat(value: Any) -> Any:
    """A parameter as a number, a text or a Hole."""
    if isinstance(value, (int, Hole)):
        return value
    text = _marked(value)
    return Hole("") if text is None else _hole_or_text(text)


def _hole_or_text(text: str) -> Any:
    if hole := re.search(r"\0(\w*)\0", text):
        return Hole(hole[1])
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text


def _text(value: Any) -> str:
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else ""


def _marked(value: Any) -> str | None:
    """A text whose unknown parts stand between NULs by their names; None for what is no text."""
    if isinstance(value, (int, str)):
        return str(value)
    if not isinstance(value, list) or not value:
        return None
    parts = []
    for part in value[:100]:
        if isinstance(part, Hole):
            parts.append(f"\0{part.name}\0")
        elif isinstance(part, (str, int)):
            parts.append(str(part))
        else:
            return None
    text = "".join(parts).strip()
    return text if text and not text.startswith("\0") and not re.search(r"[\s<>]", text.partition("?")[0]) else None
