"""What a parameter of a request counts: the page, the first or last row, how many rows; told by name or variable."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from crawler.discovery.script_parts import Hole


class Counter(StrEnum):
    """ROW is the first row counted from 0, RECORD counted from 1; LAST is the last row of the page."""

    PAGE = "page"
    ROW = "row"
    RECORD = "record"
    LAST = "last"
    SIZE = "size"


_PAGE = re.compile(
    r"(?:.*[\W_])?(?:next|current|cur|now|load)?_?(?:pager?|paged|pg|pag)_?(?:no|num|number|index|idx|nr)?\]?|p|pn|trang|seite|halaman|sayfa",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?:.*[\W_])?(?:offset|start|skip|from|limitstart|first|cnt|shown|loaded|row_?start|start_?(?:index|row|at)|first_?(?:result|row)|idisplaystart)\]?",
    re.IGNORECASE,
)
_RECORD = re.compile(r"start_?record|begin_?(?:record|row)|row_?from", re.IGNORECASE)
_LAST = re.compile(r"end_?(?:record|row|index)|last_?(?:record|row)|row_?to", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:.*[\W_])?(?:(?:per|in|items?_?(?:per|on)|posts?_?per|rows_?per)_?page|page_?(?:size|limit|length|rows|count)|psize"
    r"|limit|size|rows|length|take|count|num|amount|idisplaylength|top|nof_?rows|num_?of_?rows|row_?num)\]?",
    re.IGNORECASE,
)
_PAGE_VARIABLE = re.compile(
    r"_?(?:(?:next|current|cur|now|my|the)_?)?(?:page|pg|paged|pageno|trang)(?:_?(?:no|num|number|index|idx|counter))?\$?",
    re.IGNORECASE,
)
_ROW_VARIABLE = re.compile(
    r"_?(?:(?:next|current|cur|list|item|news|load)_?)?(?:offset|skip|start|shown|loaded)(?:_?(?:index|row|count|items))?",
    re.IGNORECASE,
)


def counter_of(name: str, value: Any = None) -> Counter | None:
    """What a parameter counts; None for one that counts nothing. value: as in a Request."""
    if isinstance(value, Hole):  # a variable's name says more than the parameter's: `{num: page}`
        if _PAGE_VARIABLE.fullmatch(value.name):
            return Counter.PAGE
        if _ROW_VARIABLE.fullmatch(value.name) and not _RECORD.fullmatch(name):
            return Counter.ROW
    told = ((_SIZE, Counter.SIZE), (_RECORD, Counter.RECORD), (_LAST, Counter.LAST), (_PAGE, Counter.PAGE))
    return next((counter for pattern, counter in (*told, (_ROW, Counter.ROW)) if pattern.fullmatch(name)), None)


def is_turned(name: str, value: Any = None) -> bool:
    """Whether a parameter is another one on each page."""
    return counter_of(name, value) not in {None, Counter.SIZE}


def number_of(value: Any) -> int | None:
    """The number that a parameter is, None for a Hole or a text."""
    if isinstance(value, (bool, Hole)):
        return None
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
