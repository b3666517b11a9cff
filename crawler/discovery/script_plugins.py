"""Lists that a plugin draws: tables and pagers of the well-known kinds, told by the options that a script gives them.

A plugin adds its own parameters for the page; what they are called is the plugin's, not the page's, to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawler.discovery.script_counters import number_of
from crawler.discovery.script_request import Request, address_of, flat, marked, plain
from crawler.discovery.script_text import Reader

_MAX = 40
_ADDRESS = re.compile(r"(?:data|proxy|ajax|api|list|load|source)?_?(?:url|source|ajaxsource)|path", re.IGNORECASE)
_SENT = ("param", "params", "data", "ajaxParam", "ajaxData", "postData", "queryParams", "where", "extraData")
_SIZE = re.compile(r"(?:per_?page|page_?size|row_?num|limit|page_?length|idisplaylength)", re.IGNORECASE)
_TOTAL = re.compile(r"total_?(?:record|number|count|rows|items)s?|total", re.IGNORECASE)
_SIZE_USUAL = 10
_WEIGHT = 2.5

Options = dict[str, Any]


def plugged(reader: Reader) -> Iterator[Request]:
    """What the plugins on the page ask for."""
    for verb, options in reader.options():
        if request := _request(verb, options):
            yield request
    yield from _tables(reader)


def _request(verb: str, options: Options) -> Request | None:
    given = next((options[name] for name in options if _ADDRESS.fullmatch(name) and address_of(options[name])), None)
    address = address_of(given) or ""
    counted = _counted(verb, options, address) if address else None
    if counted is None:
        return None
    path, _, query = address.partition("?")
    pairs = [tuple(part.split("=", 1)) for part in query.split("&") if "=" in part]
    method = plain(options.get("mtype") or options.get("type") or options.get("method") or "").upper()
    total = next((number_of(value) for name, value in options.items() if _TOTAL.fullmatch(name)), None)
    all_pairs = (*pairs, *_sent(options), *counted)
    return Request(path, all_pairs, "POST" if method == "POST" else "GET", weight=_WEIGHT, total=total)  # type: ignore[arg-type]


def _counted(verb: str, options: Options, address: str) -> list[tuple[str, Any]] | None:
    """The parameters by which the plugin asks for a page; None where it is none that is known."""
    size = next((number for name in options if _SIZE.fullmatch(name) and (number := number_of(flat(options[name])))), 0)
    if "dataproxy" in address or verb == "jpage":
        return [("startrecord", 1), ("endrecord", size or _SIZE_USUAL), ("perpage", size or _SIZE_USUAL)]
    if verb in {"jqGrid", "datagrid"}:
        return [("page", 1), ("rows", size or _SIZE_USUAL)]
    if verb == "bootstrapTable":
        server = plain(options.get("sidePagination") or "") == "server"
        return [("offset", 0), ("limit", size or _SIZE_USUAL)] if server else []
    if verb == "pagination" and "dataSource" in options:
        return [("pageNumber", 1), ("pageSize", size or _SIZE_USUAL)]
    if verb == "render" and "cols" in options:
        return [("page", 1), ("limit", size or _SIZE_USUAL)]
    return [] if "{{#}}" in address else None


def _sent(options: Options) -> Iterator[tuple[str, Any]]:
    for name in _SENT:
        given = options.get(name)
        if isinstance(given, dict):
            given = given.get("", given)
            inner = given.get("data")
            given = inner if isinstance(inner, dict) else given
            yield from ((str(key), flat(value)) for key, value in given.items())


def _tables(reader: Reader) -> Iterator[Request]:
    """DataTables: `ajax: "/list.json"`, with the first rows by number where the server counts them."""
    counted = any(token[1] in {"serverSide", "bServerSide"} for token in reader.tokens)
    for at in range(len(reader.tokens) - 2):
        if reader.tokens[at][1] in {"ajax", "sAjaxSource"} and reader.tokens[at + 1][1] == ":":
            value, _ = reader.value(at + 2)
            options = value if isinstance(value, dict) else {"url": value}
            address = address_of(options.get("url"))
            pairs = (("draw", 1), ("start", 0), ("length", 100)) if counted else ()
            if address and marked(address):
                is_post = plain(options.get("type") or options.get("method") or "").upper() == "POST"
                yield Request(address, pairs, "POST" if is_post else "GET", weight=_WEIGHT)
