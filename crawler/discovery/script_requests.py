"""What the scripts and buttons of a page would ask a server for, read and not run: address, parameters, method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from lxml.html import HtmlElement

from crawler.discovery.script_attributes import attributed, data_of
from crawler.discovery.script_parts import Hole
from crawler.discovery.script_plugins import plugged
from crawler.discovery.script_request import Request, address_of, flat, hole_or_text, marked, plain
from crawler.discovery.script_text import Call, Reader

MAX_SCRIPTS = 200_000  # characters of all scripts of a page
MAX_ELEMENTS = 4_000
_JSON = "application/json"
_ALONE = frozenset({"fetch", "axios", "ajax", "getJSON", "$http", "$fetch", "useFetch"})  # called without an object
_HANDLERS = re.compile(r"x-(?:data|init|intersect\S*|on:\S+)|ng-(?:init|click)|on\w+|v-on:\S+|@\S+|data-action")


@dataclass(frozen=True, slots=True)
class Asks:
    """What a page asks for: the requests, and the names with values of its scripts and elements."""

    requests: tuple[Request, ...]
    named: tuple[tuple[str, str], ...]


def asks_of(tree: HtmlElement) -> Asks:
    """Read the scripts and the attributes of a page."""
    elements = list(islice(_with_data(tree), MAX_ELEMENTS))
    reader = Reader.of(_scripts(tree))
    requests = (*_called(reader, elements), *plugged(reader), *attributed(elements))
    return Asks(requests, tuple(_named(reader, elements)))


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
        if not re.search("json|xml|template", script.get("type") or "") and 0 < len(text) <= left:
            texts.append(text)
            left -= len(text)
    texts += [value for element in islice(tree.iter(), 20_000) for value in _handlers(element)][:50]
    return "\n;".join(texts)[: 2 * MAX_SCRIPTS]


def _handlers(element: HtmlElement) -> Iterator[str]:
    """The scripts that stand in attributes: Alpine, Angular, Vue, `onclick`."""
    for name, value in element.attrib.items():
        if "(" in value and len(value) <= 5_000 and _HANDLERS.fullmatch(name):
            yield value


def _with_data(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in islice(tree.iter(), 50_000):
        is_own = isinstance(element.tag, str) and "-" in element.tag
        if is_own or any(name.startswith(("data-", "hx-")) for name in element.attrib):
            yield element


def _called(reader: Reader, elements: list[HtmlElement]) -> Iterator[Request]:
    """What the calls in the scripts ask for; calls that take their address from an element, as the fitting one says."""
    calls = list(reader.calls())
    wanted = set(reader.asked)
    sources = [reader]
    if wanted:
        fitting = sorted((data_of(each) for each in elements), key=lambda data: -len(wanted & set(data)))
        sources = [reader.with_data(data) for data in fitting[:3] if wanted & set(data)] or sources
    for at, source in enumerate(sources):
        yield from _requests(source, list(source.calls()) if wanted else calls, weight=-0.5 * at)


def _requests(reader: Reader, calls: list[tuple[Call, int]], weight: float) -> Iterator[Request]:
    opened: Request | None = None
    for call, place in calls:
        if call.verb == "send":
            if opened and opened.method == "POST" and call.values:
                yield replace(opened, pairs=(*opened.pairs, *_pairs_of(call.values[0], reader)), weight=weight + 0.1)
        elif request := _request(reader, call, place):
            opened = request if call.verb == "open" else opened
            yield replace(request, weight=weight)


def _request(reader: Reader, call: Call, place: int) -> Request | None:
    values = list(call.values)
    options = next((value for value in values if isinstance(value, dict) and "" not in value), {})
    if call.verb not in _ALONE and reader.tokens[max(0, place - 1)][1] not in {".", "?."}:
        return None
    method = "POST" if call.verb == "post" else "GET"
    if call.verb == "open":
        if len(values) < 2:
            return None
        method, values = plain(values[0]).upper(), values[1:]
    method = plain(options.get("method") or options.get("type") or "").upper() or method
    whole = address_of(values[0] if values and not isinstance(values[0], dict) else options.get("url"))
    if whole is None:
        return None
    path, _, query = whole.partition("?")
    pairs = [*_query_pairs(query, reader), *_set_on(reader, place), *_sent(call, values, options, reader)]
    is_json = isinstance(options.get("body"), dict) and "" in options["body"]
    is_json = is_json or (call.verb == "post" and any(isinstance(value, dict) and "" in value for value in values))
    is_post = method == "POST"
    return Request(path, tuple(pairs), "POST" if is_post else "GET", _JSON if is_json and is_post else "")


def _sent(call: Call, values: list[Any], options: dict[str, Any], reader: Reader) -> list[tuple[str, Any]]:
    """The parameters that go beside the address: `data`, `params`, `body`, jQuery's second argument."""
    given: Any = options.get("data") or options.get("params") or options.get("body")
    if given is None and call.verb in {"get", "post", "getJSON", "load"} and len(values) > 1:
        given = values[1]
    return _pairs_of(given, reader)


def _pairs_of(given: Any, reader: Reader) -> list[tuple[str, Any]]:
    if isinstance(given, dict):
        given = given.get("", given)
        return [(str(name), flat(value)) for name, value in given.items()] if isinstance(given, dict) else []
    if isinstance(given, Hole):
        return [(name, flat(value)) for name, value in reader.appended.get(given.name, ())]
    return _query_pairs(marked(given) or "", reader) if isinstance(given, list) else []


def _query_pairs(query: str, reader: Reader) -> list[tuple[str, Any]]:
    """The parameters of a query; one that a script puts together (`"?" + params`) as it was filled."""
    found: list[tuple[str, Any]] = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        filled = re.fullmatch(r"\0(\w*)\0", name)
        if filled:
            found += [(key, flat(part)) for key, part in reader.appended.get(filled[1], ())]
        else:
            found.append((name, hole_or_text(value)))
    return found


def _set_on(reader: Reader, place: int) -> list[tuple[str, Any]]:
    """What is set on the address itself: `url.searchParams.set("page", page)`, then `fetch(url)`."""
    at = place + 2
    name = reader.tokens[at][1] if at < len(reader.tokens) and reader.tokens[at][0] == "name" else ""
    return [(key, flat(value)) for key, value in reader.appended.get(name, ())]
